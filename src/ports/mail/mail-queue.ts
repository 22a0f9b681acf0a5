import type { MailJob } from './mail-job';

/**
 * Runs one job. Called again with the same job when its process died, and after a growing delay when it threw Unavailable. Any other error
 * is a bug and ends the job.
 */
export type MailJobHandler = (job: MailJob) => Promise<void>;

/** The jobs of owed mails. Each runs at least once, in any process. */
export interface MailQueue {
  /**
   * Stores the job before the step that owes its mail, to be run in `ms` even when this process dies during that step. The handler checks
   * whether the mail is owed. @throws Unavailable
   */
  schedule(job: MailJob, ms: number): Promise<void>;
  /** Adds a job to be run now, whether it was scheduled before or not. Resolves before it has run. @throws Unavailable */
  add(job: MailJob): Promise<void>;
  /** Removes a scheduled job if it has not started yet. Never throws, because a job that owes no mail does nothing. */
  unschedule(job: MailJob): Promise<void>;
  /**
   * Waits until the job of this kind that this process added last has ended, for at most `ms`. Only shortens the wait of a turn, which then
   * reads the result from the recovery store. Never throws.
   */
  waitUntilSettled(job: Pick<MailJob, 'kind' | 'recovery'>, ms: number): Promise<void>;
  /** Sets the handler. Called once, before the first `add`. */
  handle(handler: MailJobHandler): void;
  /** Starts no further jobs and waits for running ones, within a time limit. A durable queue leaves the rest to other processes. */
  close(): Promise<void>;
}
