import type { Brand } from '../../domain/brand';
import type { Instant } from '../../domain/time';
import type { CorrelationId } from '../system';
import type { RecoveryId } from '../ids';

/** The two secrets that travel by mail. */
export type MailKind = 'code' | 'link';

/** A UUID: names one job, also when it is done a second time after a crash. */
export type MailJobId = Brand<string, 'MailJobId'>;

/** A mail that is owed. Ids only: the secret is made when the job is done, and never waits in a queue. */
export interface MailJob {
  readonly id: MailJobId;
  readonly kind: MailKind | 'key-changed';
  readonly recovery: RecoveryId;
  /** When it was asked for, on the clock of the process that asked. */
  readonly askedAt: Instant;
  /** Of the turn that asked for it; jobs of earlier versions have none. */
  readonly correlation?: CorrelationId | undefined;
}

/** A job whose mail brings a secret. */
export type SecretMailJob = MailJob & { readonly kind: MailKind };
