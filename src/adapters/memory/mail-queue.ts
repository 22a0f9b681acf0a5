import { Unavailable } from '../../ports/errors';
import type { MailHandler, MailJob, MailQueue } from '../../ports/mail-queue';

export interface InProcessMailQueueOptions {
  /** How many jobs are done at a time. */
  readonly concurrency?: number;
  /** Hears of a job whose handler threw. The job is over then: whether to try again is the handler's to decide. */
  readonly onFailure: (job: MailJob, cause: unknown) => void;
}

/** Jobs in this process: what it has not done when it dies is lost. */
export function createInProcessMailQueue({ concurrency = 4, onFailure }: InProcessMailQueueOptions): MailQueue {
  const waiting: (() => Promise<void>)[] = [];
  const unfinished = new Set<Promise<void>>();
  /** Of equal jobs the one added last: a resend is waited for, not the mail before it. */
  const latest = new Map<string, Promise<void>>();
  let running = 0;
  let closed = false;
  let handler: MailHandler | undefined;

  async function perform(job: MailJob): Promise<void> {
    try {
      if (!handler) throw new Error('A mail job was added before the queue had a handler');
      await handler(job);
    } catch (error) {
      onFailure(job, error);
    }
  }

  async function work(): Promise<void> {
    if (running >= concurrency) return;
    running += 1;
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
    running -= 1;
  }

  function enqueue(job: MailJob): void {
    const done = new Promise<void>((finish) => {
      waiting.push(() => perform(job).then(finish));
    });
    const name = nameOf(job);
    unfinished.add(done);
    latest.set(name, done);
    void done.then(() => {
      unfinished.delete(done);
      if (latest.get(name) === done) latest.delete(name);
    });
    // Not in this turn of the loop: whoever adds a job is answered before the job begins.
    setImmediate(() => void work());
  }

  return {
    add(job) {
      if (closed) return Promise.reject(new Unavailable('mail-queue', new Error('closed')));
      enqueue(job);
      return Promise.resolve();
    },

    settled: (job, ms) => within(ms, latest.get(nameOf(job)) ?? Promise.resolve()),

    handle(newHandler) {
      handler = newHandler;
    },

    async close() {
      closed = true;
      await Promise.all(unfinished);
    },
  };
}

const nameOf = ({ kind, recovery }: MailJob): string => `${kind} ${recovery}`;

async function within(ms: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms).unref();
  });
  await Promise.race([done, over]);
  clearTimeout(timer);
}
