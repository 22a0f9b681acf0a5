import type { Alarm } from '../ports/alarm';
import type { AuditTrail } from '../ports/audit-trail';
import type { PatientClock } from '../ports/clock';
import type { CredentialDirectory } from '../ports/credential-directory';
import type { EmployerRegistry } from '../ports/employer-registry';
import type { KeyHasher } from '../ports/key-hasher';
import type { KeyRing } from '../ports/key-ring';
import type { KeyStrength } from '../ports/key-strength';
import type { MailBudget } from '../ports/mail-budget';
import type { MailLedger } from '../ports/mail-ledger';
import type { MailQueue } from '../ports/mail-queue';
import type { MailWriter } from '../ports/mail-writer';
import type { Mailer } from '../ports/mailer';
import type { Measurements } from '../ports/measurements';
import type { Notifier } from '../ports/notifier';
import type { PhraseBook } from '../ports/phrase-book';
import type { Random } from '../ports/random';
import type { RateLimits } from '../ports/rate-limits';
import type { RecoveryStore } from '../ports/recovery-store';
import type { RecoveryWatch } from '../ports/recovery-watch';

/** Everything the use cases reach the world through, and the settings they obey. */
export interface RecoveryOptions {
  readonly clock: PatientClock;
  readonly random: Random;
  readonly keyRing: KeyRing;
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
  readonly store: RecoveryStore;
  readonly limits: RateLimits;
  readonly hasher: KeyHasher;
  readonly strength: KeyStrength;
  readonly phrases: PhraseBook;
  readonly queue: MailQueue;
  readonly watch: RecoveryWatch;
  readonly budget: MailBudget;
  readonly ledger: MailLedger;
  readonly mailer: Mailer;
  readonly writer: MailWriter;
  readonly notifier: Notifier;
  readonly alarm: Alarm;
  readonly audit: AuditTrail;
  /** Without it nothing is measured. */
  readonly measurements?: Pick<Measurements, 'take'> | undefined;
  readonly settings: RecoverySettings;
}

export interface RecoverySettings {
  /** The address links are built from; never taken from a request. */
  readonly publicUrl: string;
  readonly codeLength: number;
  /** Whether the chat shows the mailbox, masked, or not at all. */
  readonly emailHint: 'masked' | 'none';
  readonly lifetimes: { readonly code: number; readonly link: number };
  readonly waitForMail: number;
  /** Time from the request within which a mail must be accepted. */
  readonly acceptWithin: number;
  readonly mail: MailPatience;
  /** How long whoever failed too often has to wait (ms). */
  readonly pauseAfterFailures: number;
  readonly key: { readonly minimum: number; readonly maximum: number; readonly score: number };
}

/** How hard a mail is tried, in ms (security parameter 19). */
export interface MailPatience {
  /** Before the second and the third try, when the service does not say how long to wait. */
  readonly pauses: readonly number[];
  /** Tries that the service did not ask for end by then. */
  readonly retryWithin: number;
  /** The longest one try takes. */
  readonly oneTry: number;
  /** Between two attempts to record that a mail was accepted. */
  readonly storePause: number;
  /** However long the service asks to be left alone, it is asked again after this. */
  readonly longestSilence: number;
  /** After this a job is done although the process that planned it has not said so: it must have died. */
  readonly planned: number;
  /** The same for the notice, whose step, hashing the key included, takes longer. */
  readonly plannedNotice: number;
}
