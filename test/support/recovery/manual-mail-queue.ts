import { AsyncLocalStorage } from 'node:async_hooks';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { MailJobHandler, MailQueue } from '../../../src/ports/mail/mail-queue';

interface Waiting {
  readonly job: MailJob;
  readonly at: number;
}

/** A queue that outlives the processes of a simulation: jobs are done when the test says so, and again when a process died over them. */
export function createManualMailQueue(clock: { now(): number }) {
  let waiting: Waiting[] = [];
  const underway = new AsyncLocalStorage<MailJob>();

  const without = ({ id }: MailJob) => waiting.filter(({ job }) => job.id !== id);
  const put = (job: MailJob, ms: number) => {
    waiting = [...without(job), { job, at: clock.now() + ms }];
    return Promise.resolve();
  };

  /** The queue as one process sees it. */
  const queue: Omit<MailQueue, 'handle'> = {
    schedule: put,
    add: (job) => put(job, 0),
    unschedule(job) {
      waiting = without(job);
      return Promise.resolve();
    },
    waitUntilSettled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };

  return {
    queue,
    /** The job that the code calling this is doing. */
    current: () => underway.getStore(),
    /** Has this process do what is due, planned jobs too once their time has come. A job whose doing never ends, or fails, stays. */
    async work(handle: MailJobHandler): Promise<void> {
      const due = waiting.filter(({ at }) => at <= clock.now());
      await Promise.all(
        due.map(async (one) => {
          await underway.run(one.job, () => handle(one.job));
          waiting = waiting.filter((other) => other !== one);
        }),
      );
    },
  };
}
