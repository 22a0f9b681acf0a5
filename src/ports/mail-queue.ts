import type { MailKind, RecoveryId } from './recovery-store';

/** A mail that is owed. Ids only: the secret is made when the job is done, and never waits in a queue. */
export interface MailJob {
  readonly kind: MailKind | 'key-changed';
  readonly recovery: RecoveryId;
}

/** Does one job to its end; called again with the same job after a crash. */
export type MailHandler = (job: MailJob) => Promise<void>;

export interface MailQueue {
  /** Takes the job and answers at once. @throws Unavailable */
  add(job: MailJob): Promise<void>;
  /** Waits until the job just added is done, `ms` at most. A courtesy to the waiting turn: the store has the truth. */
  settled(job: MailJob, ms: number): Promise<void>;
  /** Names the one who does the jobs; called once, before the first `add`. */
  handle(handler: MailHandler): void;
  /** Takes no more jobs and finishes those it has. */
  close(): Promise<void>;
}
