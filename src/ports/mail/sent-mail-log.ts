import type { Mac } from '../security/key-ring';
import type { MailJob } from './mail-job';
import type { RecoveryId } from '../ids';

/** A mail that was sent, or is about to be. */
export interface SentMailEntry {
  readonly recovery: RecoveryId;
  readonly kind: MailJob['kind'];
  /** MAC of the recipient's mailbox. */
  readonly mailbox: Mac;
}

/** How long entries and bounces are kept (ms). */
export interface SentMailLogRules {
  readonly entry: number;
  readonly bounce: number;
}

/** Finds sent mails by operation id and bounced mailboxes by MAC, to process delivery reports. Every method throws Unavailable. */
export interface SentMailLog {
  /** Adds a mail. Call it before sending, because a report may come before the response of the mail service. */
  add(operation: string, entry: SentMailEntry): Promise<void>;
  /** Returns undefined when the operation is unknown, or was forgotten. */
  find(operation: string): Promise<SentMailEntry | undefined>;
  /** Records a bounce: no mail goes to this mailbox for `SentMailLogRules.bounce` ms. */
  rememberBounce(mailbox: Mac): Promise<void>;
  /** Returns whether a bounce of this mailbox is recorded. Takes its MAC under each key of the ring. */
  isBouncing(mailbox: readonly Mac[]): Promise<boolean>;
}
