import type { RecoveryId, ReplyAddress } from '../ids';

export interface Notifier {
  /** Tells the conversation that something changed in its recovery: it looks at the recovery and says what it sees. */
  notify(address: ReplyAddress, recovery: RecoveryId): Promise<void>;
}
