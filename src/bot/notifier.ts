import type { ConversationReference } from 'botbuilder';
import type { Notifier } from '../ports/notifier';
import type { ActivityHandler } from './activity-handler';
import type { ChannelAdapter } from './channel-adapter';

/** News reaches a conversation as a turn of its own, under the same hold and state as any other. */
export const createNotifier = (adapter: ChannelAdapter, handler: ActivityHandler): Notifier => ({
  tell: (address, recovery) =>
    adapter.reach(JSON.parse(address) as Partial<ConversationReference>, (context) =>
      handler.onNews(context, recovery),
    ),
});
