import type { Clock } from '../ports/clock';
import type { CredentialDirectory } from '../ports/credential-directory';
import type { EmployerRegistry } from '../ports/employer-registry';
import type { KeyHasher } from '../ports/key-hasher';
import type { KeyRing } from '../ports/key-ring';
import type { KeyStrength } from '../ports/key-strength';
import type { MailQueue } from '../ports/mail-queue';
import type { MailWriter } from '../ports/mail-writer';
import type { Mailer } from '../ports/mailer';
import type { Notifier } from '../ports/notifier';
import type { PhraseBook } from '../ports/phrase-book';
import type { Random } from '../ports/random';
import type { RecoveryStore } from '../ports/recovery-store';

/** Everything the use cases reach the world through, and the settings they obey. */
export interface RecoveryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly keyRing: KeyRing;
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
  readonly store: RecoveryStore;
  readonly hasher: KeyHasher;
  readonly strength: KeyStrength;
  readonly phrases: PhraseBook;
  readonly queue: MailQueue;
  readonly mailer: Mailer;
  readonly writer: MailWriter;
  readonly notifier: Notifier;
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
  readonly key: { readonly minimum: number; readonly maximum: number; readonly score: number };
}
