import { withoutCommandArguments } from '../../ports/errors';
import { UnrecoverableError, Worker, type BackoffStrategy, type Job as StoredJob } from 'bullmq';
import type { ZodType } from 'zod';
import { SECOND } from '../../domain/time';
import { endClient, isWorthReporting, queueKeyOptions, type QueueRedisClient } from './connections';
import { withTimeout } from '../../timing/with-timeout';

/**
 * How soon the job of a process that died is run again: once its lock has expired and the next check for stalled jobs finds it, after
 * twelve seconds at the latest. A job is run again however often that happens.
 */
const STALLED_JOB_RULES = { lockDuration: 8 * SECOND, stalledInterval: 4 * SECOND, maxStalledCount: 1_000_000 };

/** The library makes no further attempt after this delay. */
const NO_RETRY = -1;

/** Upper bound (s) on one blocking wait for jobs. It also picks up jobs whose producer died before it could signal them. */
const DRAIN_DELAY = 2;

export interface JobWorkerOptions<Job> {
  readonly name: string;
  readonly blockingRedis: QueueRedisClient;
  /** How many events are kept; the same number as for the producer. */
  readonly events: number;
  readonly schema: ZodType<Job>;
  readonly concurrency: number;
  readonly perform: (data: Job, job: StoredJob<Job>) => Promise<void>;
  /** Returns how long to wait (ms) after so many failures, or nothing to end the job. */
  readonly retryDelayAfter: (failures: number, data: Job) => number | undefined;
  /** Called when a job of this worker has ended. */
  readonly onEnd?: (id: string) => void;
  readonly onError: (cause: Error) => void;
}

export interface JobWorker {
  /** Takes no more jobs and waits up to `ms` until Redis knows how the active ones ended. Another process runs the rest again. */
  stop(ms: number): Promise<void>;
  /** Waits until no job is active. */
  idle(): Promise<void>;
}

/** Runs jobs as they come, through every outage of Redis, also when Redis starts later than this process. */
export function startWorker<Job>(options: JobWorkerOptions<Job>): JobWorker {
  const { concurrency, events, name, onEnd, blockingRedis, retryDelayAfter, perform, schema } = options;
  const active = new Set<Promise<void>>();
  let stopped = false;
  const reportError = (error: Error) => {
    if (!stopped && isWorthReporting(error)) options.onError(withoutCommandArguments(error));
  };

  async function performStored(job: StoredJob<Job>): Promise<void> {
    const read = schema.safeParse(job.data);
    if (!read.success) {
      reportError(new Error(`a job in ${name} has an unknown shape`));
      throw new UnrecoverableError('no job');
    }
    const done = perform(read.data, job);
    active.add(done);
    try {
      await done;
    } finally {
      active.delete(done);
    }
  }

  const backoffStrategy = (...[failures, , , job]: Parameters<BackoffStrategy>) =>
    retryDelayAfter(failures, job?.data as Job) ?? NO_RETRY;

  const worker = new Worker<Job, void>(name, performStored, {
    ...queueKeyOptions(name),
    ...STALLED_JOB_RULES,
    connection: blockingRedis,
    concurrency,
    drainDelay: DRAIN_DELAY,
    runRetryDelay: SECOND,
    // Ended jobs are not kept: failures were reported.
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    autorun: false,
    settings: { backoffStrategy },
  });
  worker
    .on('error', reportError)
    .on('completed', ({ id = '' }) => onEnd?.(id))
    .on('failed', (job) => {
      if (job?.finishedOn !== undefined) onEnd?.(job.id ?? '');
    });

  const backend = worker.getBackend();
  const { blockingConnection } = backend;
  // Without the version check the library assumes second precision and would end delays late.
  blockingConnection?.client.then(
    () => (blockingConnection.capabilities = { canDoubleTimeout: true, canBlockFor1Ms: false }),
    () => undefined,
  );
  // The producer writes the bound once, and Redis may be down then or lose it later. The default would keep ten thousand events.
  const writeEventBound = () => {
    backend.setQueueMeta({ 'opts.maxLenEvents': events }).catch(() => undefined);
  };
  blockingRedis.on('ready', writeEventBound);
  writeEventBound();

  const running = worker.run().catch(reportError);

  return {
    async stop(ms) {
      await worker.pause(true);
      // Ends the blocking wait, which could otherwise still return a job.
      backend.blockingClient?.then(endClient, () => undefined);
      await withTimeout(ms, running, () => undefined);
      stopped = true;
      blockingRedis.off('ready', writeEventBound);
      await worker.close(true);
    },

    async idle() {
      await Promise.allSettled(active);
    },
  };
}
