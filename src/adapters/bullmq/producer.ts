import { Queue, type DefaultJobOptions } from 'bullmq';
import { Unavailable, withoutCommandArguments } from '../../ports/errors';
import type { JobCounts } from '../../ports/monitoring/job-counts';
import { queueKeyOptions, type QueueRedisClient } from './connections';

const JOB: DefaultJobOptions = {
  // The worker's back-off strategy decides when a job has failed for good.
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  // A stack names files and may quote values.
  stackTraceLimit: 0,
};

export interface ProducerOptions {
  readonly name: string;
  /** The port named by errors. */
  readonly port: string;
  readonly redis: QueueRedisClient;
  /** About how many events are kept for listeners. */
  readonly events: number;
}

/** Adds jobs to a queue. */
export interface Producer<Job> {
  readonly queue: Queue<Job>;
  /** Runs a step against Redis. @throws Unavailable when it fails or the producer has stopped accepting */
  send<T>(step: () => Promise<T>): Promise<T>;
  /** Makes every later step throw. */
  stopAccepting(): void;
  close(): Promise<void>;
}

/** Opens a producer whose steps fail at once while Redis is down. */
export function openProducer<Job>({ name, port, redis, events }: ProducerOptions): Producer<Job> {
  let closed = false;
  const queue = new Queue<Job>(name, {
    ...queueKeyOptions(name),
    connection: redis,
    skipWaitingForReady: true,
    streams: { events: { maxLen: events } },
    defaultJobOptions: JOB,
  });
  // The connection's owner reports connection errors.
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
