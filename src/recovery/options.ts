import type { ErrorReporter } from '../ports/alarm';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { SleepingClock } from '../ports/system';
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
import type { Random } from '../ports/random';
import type { RateLimits } from '../ports/security/rate-limits';
import type { RecoveryStore } from '../ports/recovery/recovery-store';
import type { RecoveryTimers } from '../ports/recovery/recovery-timers';

/** Everything the use cases reach the world through, and the settings they obey. */
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
  /** Without it nothing is measured. */
  readonly metrics?: Pick<MetricsRecorder, 'record'> | undefined;
  readonly settings: RecoverySettings;
}

export interface RecoverySettings {
  /** The address links are built from; never taken from a request. */
  readonly publicUrl: string;
  readonly codeLength: number;
  /** Whether the chat shows the mailbox, masked, or not at all. */
  readonly emailHint: 'masked' | 'none';
  readonly lifetimes: { readonly code: number; readonly link: number };
  readonly mailWaitTimeout: number;
  /** Time from the request within which a mail must be accepted. */
  readonly mailAcceptTimeout: number;
  readonly mail: MailRetrySettings;
  /** How long whoever failed too often has to wait (ms). */
  readonly failureLockout: number;
  readonly key: { readonly minimum: number; readonly maximum: number; readonly score: number };
}

/** How hard a mail is tried, in ms (security parameter 19). */
export interface MailRetrySettings {
  /** Before the second and the third try, when the service does not say how long to wait. */
  readonly delays: readonly number[];
  /** Tries that the service did not ask for end by then. */
  readonly retryFor: number;
  /** The longest one try takes. */
  readonly tryTimeout: number;
  /** Between two attempts to record that a mail was accepted. */
  readonly storeRetryDelay: number;
  /** However long the service asks to be left alone, it is asked again after this. */
  readonly longestBackOff: number;
  /** After this a job is done although the process that planned it has not said so: it must have died. */
  readonly scheduledJobDelay: number;
  /** The same for the notice, whose step, hashing the key included, takes longer. */
  readonly scheduledNoticeDelay: number;
}
