import type { MailJob } from './mail-job';

/**
 * Does one job to its end. Called again with the same job when the process died over it, and, after a growing pause, when it threw
 * Unavailable; anything else it throws is a bug and ends the job.
 */
export type MailJobHandler = (job: MailJob) => Promise<void>;

/** Mails that are owed, done at least once each, by any process. */
export interface MailQueue {
  /**
   * Writes the job down before the step that owes its mail: it is done `ms` from now even when this process dies over that step.
   * The handler finds out whether anything is owed. @throws Unavailable
   */
  schedule(job: MailJob, ms: number): Promise<void>;
  /** Has the job done now, planned before or not; answers before it is done. @throws Unavailable */
  add(job: MailJob): Promise<void>;
  /** Takes a planned job back, as far as that still can be. Never throws: a job for which nothing is owed harms nobody. */
  unschedule(job: MailJob): Promise<void>;
  /**
   * Waits until the job of this kind that this process added last is over, `ms` at most. A courtesy to the waiting turn: the
   * store has the truth. Never throws.
   */
  waitUntilSettled(job: Pick<MailJob, 'kind' | 'recovery'>, ms: number): Promise<void>;
  /** Names the one who does the jobs; called once, before the first `add`. */
  handle(handler: MailJobHandler): void;
  /** Takes no more jobs and finishes those it has, within a bound; a durable queue leaves the rest to other processes. */
  close(): Promise<void>;
}
