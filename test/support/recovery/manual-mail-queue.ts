import { AsyncLocalStorage } from 'node:async_hooks';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { MailJobHandler, MailQueue } from '../../../src/ports/mail/mail-queue';

interface ScheduledJob {
  readonly job: MailJob;
  readonly at: number;
}

/** Creates a queue that outlives simulated processes: jobs run when the test says so, and again after a crash. */
export function createManualMailQueue(clock: { now(): number }) {
  let jobs: ScheduledJob[] = [];
  const runningJob = new AsyncLocalStorage<MailJob>();

  const without = ({ id }: MailJob) => jobs.filter(({ job }) => job.id !== id);
  const enqueue = (job: MailJob, ms: number) => {
    jobs = [...without(job), { job, at: clock.now() + ms }];
    return Promise.resolve();
  };

  /** The queue as one process uses it. */
  const queue: Omit<MailQueue, 'handle'> = {
    schedule: enqueue,
    add: (job) => enqueue(job, 0),
    unschedule(job) {
      jobs = without(job);
      return Promise.resolve();
    },
    waitUntilSettled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };

  return {
    queue,
    /** Returns the job in which the calling code runs. */
    current: () => runningJob.getStore(),
    /** Runs the due jobs in this process, scheduled ones included. A job that never ends or fails stays in the queue. */
    async work(handle: MailJobHandler): Promise<void> {
      const due = jobs.filter(({ at }) => at <= clock.now());
      await Promise.all(
        due.map(async (one) => {
          await runningJob.run(one.job, () => handle(one.job));
          jobs = jobs.filter((other) => other !== one);
        }),
      );
    },
  };
}
