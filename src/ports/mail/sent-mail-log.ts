import type { Mac } from '../security/key-ring';
import type { MailJob } from './mail-job';
import type { RecoveryId } from '../ids';

/** Whose mail it was. */
export interface SentMailEntry {
  readonly recovery: RecoveryId;
  readonly kind: MailJob['kind'];
  /** MAC of the mailbox it went to. */
  readonly mailbox: Mac;
}

/** How long each is remembered, in ms. */
export interface SentMailLogRules {
  readonly entry: number;
  readonly bounce: number;
}

/** What later reports of the mail service are understood by: mails by their operation id, mailboxes by their MAC. All throw Unavailable. */
export interface SentMailLog {
  /** Enters a mail before it leaves: a report may come before the service's own answer. */
  add(operation: string, entry: SentMailEntry): Promise<void>;
  /** Nothing when the operation was never one of ours, or is too long ago. */
  find(operation: string): Promise<SentMailEntry | undefined>;
  /** This mailbox sent a mail back: for a day none is sent there. */
  rememberBounce(mailbox: Mac): Promise<void>;
  /** Whether the mailbox, given by its MAC under each key of the ring, sent one back within the last day. */
  isBouncing(mailbox: readonly Mac[]): Promise<boolean>;
}
