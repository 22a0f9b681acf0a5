import type { RecoveryId, ReplyAddress } from '../ids';

export interface Notifier {
  /** Runs a turn of the conversation without a message of the person, in which the bot reports the current state of the recovery. */
  notify(address: ReplyAddress, recovery: RecoveryId): Promise<void>;
}
