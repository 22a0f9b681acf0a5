import type { ErrorReporter, SleepingClock, Random } from '../ports/system';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { CredentialDirectory } from '../ports/registry/credential-directory';
import type { EmployerRegistry } from '../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../ports/security/access-key-hasher';
import type { KeyRing } from '../ports/security/key-ring';
import type { AccessKeyStrength } from '../ports/security/access-key-strength';
import type { MailQuota } from '../ports/mail/mail-quota';
import type { SentMailLog } from '../ports/mail/sent-mail-log';
import type { MailQueue } from '../ports/mail/mail-queue';
import type { MailRenderer } from '../ports/mail/mail-renderer';
import type { Mailer } from '../ports/mail/mailer';
import type { MetricsRecorder } from '../ports/monitoring/measurements';
import type { Notifier } from '../ports/chat/notifier';
import type { PhraseBook } from '../ports/security/phrase-book';
import type { RateLimits } from '../ports/security/rate-limits';
import type { RecoveryStore } from '../ports/recovery/recovery-store';
import type { RecoveryTimers } from '../ports/recovery/recovery-timers';

/** The ports that the use cases call, and their settings. */
export interface RecoveryOptions {
  readonly clock: SleepingClock;
  readonly random: Random;
  readonly keyRing: KeyRing;
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
  readonly store: RecoveryStore;
  readonly limits: RateLimits;
  readonly hasher: AccessKeyHasher;
  readonly strength: AccessKeyStrength;
  readonly phrases: PhraseBook;
  readonly queue: MailQueue;
  readonly timers: RecoveryTimers;
  readonly mailQuota: MailQuota;
  readonly sentMails: SentMailLog;
  readonly mailer: Mailer;
  readonly mailRenderer: MailRenderer;
  readonly notifier: Notifier;
  readonly reportError: ErrorReporter;
  readonly audit: AuditTrail;
  /** Without it, no metrics are recorded. */
  readonly metrics?: Pick<MetricsRecorder, 'record'> | undefined;
  readonly settings: RecoverySettings;
}

export interface RecoverySettings {
  /** The address of links. Never taken from a request, which could name another host. */
  readonly publicUrl: string;
  readonly codeLength: number;
  /** Whether the chat shows the masked mailbox. */
  readonly emailHint: 'masked' | 'none';
  /** In ms. */
  readonly lifetimes: { readonly code: number; readonly link: number };
  /** Upper bound (ms) on how long a turn waits for its mail to be accepted. */
  readonly mailWaitTimeout: number;
  /** Time (ms) after the request at which a mail that was not accepted is cancelled. */
  readonly mailAcceptTimeout: number;
  readonly mail: MailRetrySettings;
  /** How long a requester is locked out after too many failures (ms). */
  readonly failureLockout: number;
  readonly key: { readonly minimum: number; readonly maximum: number; readonly score: number };
}

/** How one mail is retried. All times in ms; the numbers are `mailRetryRules` of src/policy/mail.ts. */
export interface MailRetrySettings {
  /** Delay before the second and the third try, when the mail service names none. */
  readonly delays: readonly number[];
  /** Upper bound on tries whose delay the mail service did not name. */
  readonly retryFor: number;
  /** The longest that one try takes. */
  readonly tryTimeout: number;
  /** Delay between two attempts to record that a mail was accepted. */
  readonly storeRetryDelay: number;
  /** Upper bound on a back-off, however long the mail service asks for. */
  readonly longestBackOff: number;
  /** Delay after which a scheduled job runs by itself, because the process that scheduled it must have died. */
  readonly scheduledJobDelay: number;
  /** The same for the key-changed notice, whose step includes hashing the key and takes longer. */
  readonly scheduledNoticeDelay: number;
}
