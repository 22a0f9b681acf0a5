import type { ConversationReference } from 'botbuilder';
import { abilitiesOf } from '../domain/channel';
import type { Notifier } from '../ports/notifier';
import type { ActivityHandler } from './activity-handler';
import type { ChannelAdapter } from './channel-adapter';
import { isHere, type DirectLineChannel } from './direct-line-channel';

export interface NotifierOptions {
  readonly adapter: ChannelAdapter;
  readonly channel: DirectLineChannel;
  readonly handler: ActivityHandler;
}

/** News reaches a conversation as a turn of its own, under the same hold and state as any other. */
export const createNotifier = ({ adapter, channel, handler }: NotifierOptions): Notifier => ({
  async tell(address, recovery) {
    const reference = JSON.parse(address) as Partial<ConversationReference>;
    // What cannot be told there now is told in answer to the person's next message.
    if (abilitiesOf(reference.channelId ?? '').news === 'asked') return;
    const way = isHere(reference) ? channel : adapter;
    await way.reach(reference, (context) => handler.onNews(context, recovery));
  },
});
