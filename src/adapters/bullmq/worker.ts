import { withoutCommandArguments } from '../../ports/errors';
import { UnrecoverableError, Worker, type BackoffStrategy, type Job as StoredJob } from 'bullmq';
import type { ZodType } from 'zod';
import { SECOND } from '../../domain/time';
import { endClient, isWorthReporting, queueKeyOptions, type RedisClient } from './connections';
import { withTimeout } from '../../timing/with-timeout';

/**
 * A process that died over a job is noticed when its lock has run out and the next look finds it missing: after some twelve seconds
 * at the latest. However often that happens, the job is done again.
 */
const WATCHFULNESS = { lockDuration: 8 * SECOND, stalledInterval: 4 * SECOND, maxStalledCount: 1_000_000 };

/** What the library takes for no further attempt. */
const GIVE_UP = -1;

/** How long at most to wait for a job of whose coming only a process knew that died since, seconds. */
const DRAIN_DELAY = 2;

export interface JobWorkerOptions<Job> {
  readonly name: string;
  readonly patient: RedisClient;
  /** As for the producer. */
  readonly events: number;
  readonly schema: ZodType<Job>;
  readonly concurrency: number;
  readonly perform: (data: Job, job: StoredJob<Job>) => Promise<void>;
  /** How long to wait, in ms, after so many failures; nothing when that is the end of the job. */
  readonly retryDelayAfter: (failures: number, data: Job) => number | undefined;
  /** Hears of a job that is over, done by this worker. */
  readonly onEnd?: (id: string) => void;
  readonly onTrouble: (cause: Error) => void;
}

export interface JobWorker {
  /** Takes no more jobs and waits, `ms` at most, until Redis knows how those under way ended: what is left another process does again. */
  stop(ms: number): Promise<void>;
  /** Waits until no job is under way. */
  idle(): Promise<void>;
}

/** Does jobs whenever there are any, through every outage of Redis, and also when Redis comes later than this process. */
export function startWorker<Job>(options: JobWorkerOptions<Job>): JobWorker {
  const { concurrency, events, name, onEnd, patient, retryDelayAfter, perform, schema } = options;
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  const onTrouble = (error: Error) => {
    if (!stopped && isWorthReporting(error)) options.onTrouble(withoutCommandArguments(error));
  };

  async function performStored(job: StoredJob<Job>): Promise<void> {
    const read = schema.safeParse(job.data);
    if (!read.success) {
      onTrouble(new Error(`a job in ${name} that is none`));
      throw new UnrecoverableError('no job');
    }
    const done = perform(read.data, job);
    underWay.add(done);
    try {
      await done;
    } finally {
      underWay.delete(done);
    }
  }

  const backoffStrategy = (...[failures, , , job]: Parameters<BackoffStrategy>) =>
    retryDelayAfter(failures, job?.data as Job) ?? GIVE_UP;

  const worker = new Worker<Job, void>(name, performStored, {
    ...queueKeyOptions(name),
    ...WATCHFULNESS,
    connection: patient,
    concurrency,
    drainDelay: DRAIN_DELAY,
    runRetryDelay: SECOND,
    // Over is over: what failed was reported.
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    autorun: false,
    settings: { backoffStrategy },
  });
  worker
    .on('error', onTrouble)
    .on('completed', ({ id = '' }) => onEnd?.(id))
    .on('failed', (job) => {
      if (job?.finishedOn !== undefined) onEnd?.(job.id ?? '');
    });

  const backend = worker.getBackend();
  const { blockingConnection } = backend;
  // Never asked what it is, Redis counts as so old that it can wait for whole seconds only, and every delay would end late.
  blockingConnection?.client.then(
    () => (blockingConnection.capabilities = { canDoubleTimeout: true, canBlockFor1Ms: false }),
    () => undefined,
  );
  // The producer notes it once, when Redis may be down, and Redis may forget it: ten thousand would be kept then.
  const noteBound = () => {
    backend.setQueueMeta({ 'opts.maxLenEvents': events }).catch(() => undefined);
  };
  patient.on('ready', noteBound);
  noteBound();

  const running = worker.run().catch(onTrouble);

  return {
    async stop(ms) {
      await worker.pause(true);
      // Otherwise it waits for its next job to the end of that call, and does it.
      backend.blockingClient?.then(endClient, () => undefined);
      await withTimeout(ms, running, () => undefined);
      stopped = true;
      patient.off('ready', noteBound);
      await worker.close(true);
    },

    async idle() {
      await Promise.allSettled(underWay);
    },
  };
}
