import { retryDelay, type RetryPolicy } from '../../domain/retry-policy';
import { SECOND } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { JobCounter } from '../../ports/monitoring/job-counts';
import type { MailJob } from '../../ports/mail/mail-job';
import type { MailJobHandler, MailQueue } from '../../ports/mail/mail-queue';
import { withTimeout } from '../../timing/with-timeout';

export interface InProcessMailQueueOptions {
  /** How many jobs run at a time. Each may wait for seconds. */
  readonly concurrency?: number;
  readonly retries: RetryPolicy;
  /** How long `close` waits for jobs to end (ms). */
  readonly closeWithin?: number;
  /** Called for every attempt that threw. */
  readonly onFailure: (job: MailJob, cause: unknown) => void;
}

/** A job that has not ended yet. */
interface QueuedJob {
  readonly job: MailJob;
  failures: number;
  finish(): void;
}

/** Keeps jobs in this process: those it has not run when it dies are lost. */
export function createInProcessMailQueue(options: InProcessMailQueueOptions): MailQueue & JobCounter {
  const { closeWithin = 10 * SECOND, concurrency = 16, onFailure, retries } = options;
  const scheduled = new Map<string, NodeJS.Timeout>();
  const waiting: QueuedJob[] = [];
  /** Jobs that failed and wait for their next attempt. */
  const retrying = new Map<QueuedJob, NodeJS.Timeout>();
  const unfinished = new Set<Promise<void>>();
  /** Maps a name to the job added last, so that a turn waits for the newest mail. */
  const latest = new Map<string, Promise<void>>();
  let running = 0;
  let closed = false;
  let handler: MailJobHandler | undefined;

  async function perform(queued: QueuedJob): Promise<void> {
    const { job } = queued;
    try {
      if (!handler) throw new Error('A mail job was added before the queue had a handler');
      await handler(job);
      queued.finish();
    } catch (error) {
      onFailure(job, error);
      queued.failures += 1;
      const wait = error instanceof Unavailable ? retryDelay(queued.failures, retries) : undefined;
      if (wait === undefined || closed) queued.finish();
      else retrying.set(queued, setTimeout(enqueue, wait, queued).unref());
    }
  }

  function enqueue(queued: QueuedJob): void {
    clearTimeout(retrying.get(queued));
    retrying.delete(queued);
    waiting.push(queued);
    // In a later turn of the event loop, so that `add` returns before the job begins.
    setImmediate(() => void work());
  }

  async function work(): Promise<void> {
    if (running >= concurrency) return;
    running += 1;
    for (let next = waiting.shift(); next; next = waiting.shift()) await perform(next);
    running -= 1;
  }

  function track(job: MailJob): void {
    const done = new Promise<void>((finish) => {
      enqueue({ job, failures: 0, finish });
    });
    const name = nameOf(job);
    unfinished.add(done);
    latest.set(name, done);
    void done.then(() => {
      unfinished.delete(done);
      if (latest.get(name) === done) latest.delete(name);
    });
  }

  function cancelScheduled({ id }: MailJob): void {
    clearTimeout(scheduled.get(id));
    scheduled.delete(id);
  }

  const rejectClosed = () => Promise.reject(new Unavailable('mail-queue', new Error('closed')));

  return {
    schedule(job, ms) {
      if (closed) return rejectClosed();
      cancelScheduled(job);
      const run = () => {
        cancelScheduled(job);
        track(job);
      };
      scheduled.set(job.id, setTimeout(run, ms).unref());
      return Promise.resolve();
    },

    add(job) {
      if (closed) return rejectClosed();
      cancelScheduled(job);
      track(job);
      return Promise.resolve();
    },

    unschedule(job) {
      cancelScheduled(job);
      return Promise.resolve();
    },

    waitUntilSettled: (job, ms) => withTimeout(ms, latest.get(nameOf(job)) ?? Promise.resolve(), () => undefined),

    count: () => Promise.resolve({ waiting: waiting.length, delayed: scheduled.size + retrying.size, active: running }),

    handle(newHandler) {
      handler = newHandler;
    },

    async close() {
      closed = true;
      scheduled.forEach((timer) => {
        clearTimeout(timer);
      });
      // Each gets one more attempt.
      [...retrying.keys()].forEach(enqueue);
      await withTimeout(closeWithin, Promise.all(unfinished), () => undefined);
    },
  };
}

const nameOf = ({ kind, recovery }: Pick<MailJob, 'kind' | 'recovery'>): string => `${kind} ${recovery}`;
