import type { ConversationReference } from 'botbuilder';
import { capabilitiesOf } from '../../domain/channel';
import type { Notifier } from '../../ports/chat/notifier';
import type { ActivityHandler } from '../turn/activity-handler';
import type { ChannelAdapter } from './channel-adapter';
import { isBuiltInDirectLine, type DirectLineChannel } from '../direct-line/direct-line-channel';

export interface NotifierOptions {
  readonly adapter: ChannelAdapter;
  readonly channel: DirectLineChannel;
  readonly handler: ActivityHandler;
}

/** News reaches a conversation as a turn of its own, under the same hold and state as any other. */
export const createNotifier = ({ adapter, channel, handler }: NotifierOptions): Notifier => ({
  async notify(address, recovery) {
    const reference = JSON.parse(address) as Partial<ConversationReference>;
    // What cannot be told there now is told in answer to the person's next message.
    if (capabilitiesOf(reference.channelId ?? '').notifications === 'asked') return;
    const way = isBuiltInDirectLine(reference) ? channel : adapter;
    await way.continueConversation(reference, (context) => handler.onRecoveryChanged(context, recovery));
  },
});
