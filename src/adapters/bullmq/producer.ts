import { Queue, type DefaultJobOptions } from 'bullmq';
import { Unavailable, withoutCommandArguments } from '../../ports/errors';
import type { JobCounts } from '../../ports/monitoring/job-counts';
import { queueKeyOptions, type RedisClient } from './connections';

const JOB: DefaultJobOptions = {
  // The worker decides when it is the end.
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  // A stack names files and may name values.
  stackTraceLimit: 0,
};

export interface ProducerOptions {
  readonly name: string;
  /** Whose jobs they are, for the errors. */
  readonly port: string;
  readonly redis: RedisClient;
  /** About how many events are kept, for those who listen. */
  readonly events: number;
}

/** The end of a queue at which jobs are added. */
export interface Producer<Job> {
  readonly queue: Queue<Job>;
  /** What Redis answers. @throws Unavailable when it does not, or with an error, or when the queue is closed */
  send<T>(step: () => Promise<T>): Promise<T>;
  /** Refuses every step from now on. */
  stopAccepting(): void;
  close(): Promise<void>;
}

/** Waits for nothing: while Redis is down every step fails at once. */
export function openProducer<Job>({ name, port, redis, events }: ProducerOptions): Producer<Job> {
  let closed = false;
  const queue = new Queue<Job>(name, {
    ...queueKeyOptions(name),
    connection: redis,
    skipWaitingForReady: true,
    streams: { events: { maxLen: events } },
    defaultJobOptions: JOB,
  });
  // Its owner hears it as well.
  queue.on('error', () => undefined);

  return {
    queue,

    async send(step) {
      try {
        if (closed) throw new Error('closed');
        return await step();
      } catch (error) {
        throw new Unavailable(port, withoutCommandArguments(error));
      }
    },

    stopAccepting() {
      closed = true;
    },

    close: () => queue.close(),
  };
}

/** Counts the queue's jobs with one command. @throws Unavailable */
export async function countJobs<Job>({ queue, send }: Pick<Producer<Job>, 'queue' | 'send'>): Promise<JobCounts> {
  const { active = 0, delayed = 0, waiting = 0 } = await send(() => queue.getJobCounts('waiting', 'delayed', 'active'));
  return { waiting, delayed, active };
}
