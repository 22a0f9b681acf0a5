import { capabilitiesOf } from '../../domain/channel';
import type { Notifier } from '../../ports/chat/notifier';
import { isBuiltInDirectLine, type DirectLineChannel } from '../direct-line/direct-line-channel';
import { parseConversationReference } from '../framework';
import type { ActivityHandler } from '../turn/activity-handler';
import type { ChannelAdapter } from './channel-adapter';

export interface NotifierOptions {
  readonly adapter: ChannelAdapter;
  readonly channel: DirectLineChannel;
  readonly handler: Pick<ActivityHandler, 'onRecoveryChanged'>;
}

/** Runs a turn for each notification, under the same session lock and with the same state as any other turn of the conversation. */
export const createNotifier = ({ adapter, channel, handler }: NotifierOptions): Notifier => ({
  async notify(address, recovery) {
    const reference = parseConversationReference(address);
    // On these channels, the answer to the person's next message says what has changed.
    if (capabilitiesOf(reference.channelId ?? '').notifications === 'pull') return;
    const target = isBuiltInDirectLine(reference) ? channel : adapter;
    await target.continueConversation(reference, (context) => handler.onRecoveryChanged(context, recovery));
  },
});
