import type { Brand } from '../../domain/brand';
import type { Locale } from '../../domain/locale';
import type { MailKind } from '../../domain/recovery/rules';
import type { Instant } from '../../domain/time';
import type { CorrelationId } from '../system';
import type { RecoveryId } from '../ids';

/** A UUID that identifies a job, also when it runs again after a crash. */
export type MailJobId = Brand<string, 'MailJobId'>;

/** The job to send an owed mail. It holds no secret and no personal data: its handler makes the secret, so that none waits in a queue. */
export interface MailJob {
  readonly id: MailJobId;
  readonly kind: MailKind | 'key-changed';
  readonly recovery: RecoveryId;
  /** When the mail was requested, by the clock of the requesting process. The name is stored and stays. */
  readonly askedAt: Instant;
  /** The conversation's language at the request; absent when it is unknown, as in jobs of earlier versions. */
  readonly locale?: Locale | undefined;
  /** Whether the person asked for this mail again; absent for the first of its kind. */
  readonly isResent?: boolean | undefined;
  /** The correlation id of the requesting turn; absent in jobs of earlier versions. */
  readonly correlation?: CorrelationId | undefined;
}

/** A job whose mail contains a secret. */
export type SecretMailJob = MailJob & { readonly kind: MailKind };
