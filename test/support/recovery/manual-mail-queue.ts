import { AsyncLocalStorage } from 'node:async_hooks';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { MailJobHandler, MailQueue } from '../../../src/ports/mail/mail-queue';

interface Waiting {
  readonly job: MailJob;
  readonly at: number;
}

/** Creates a queue that outlives simulated processes: jobs run when the test says so, and again after a crash. */
export function createManualMailQueue(clock: { now(): number }) {
  let waiting: Waiting[] = [];
  const underway = new AsyncLocalStorage<MailJob>();

  const without = ({ id }: MailJob) => waiting.filter(({ job }) => job.id !== id);
  const put = (job: MailJob, ms: number) => {
    waiting = [...without(job), { job, at: clock.now() + ms }];
    return Promise.resolve();
  };

  /** The queue as one process uses it. */
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
    /** Returns the job in which the calling code runs. */
    current: () => underway.getStore(),
    /** Runs the due jobs in this process, scheduled ones included. A job that never ends or fails stays in the queue. */
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
