import { ErrorCode } from 'bullmq';
import { z } from 'zod';
import { retryDelay } from '../../domain/retry-policy';
import { SECOND } from '../../domain/time';
import { LOCALES } from '../../domain/locale';
import type { MailJob } from '../../ports/mail/mail-job';
import type { MailJobHandler, MailQueue } from '../../ports/mail/mail-queue';
import type { Random } from '../../ports/system';
import type { JobCounter } from '../../ports/monitoring/job-counts';
import type { JobQueueOptions } from './connections';
import { listenForJobEnds } from './job-end-events';
import { createLatestJobs } from './latest-jobs';
import { createScheduledJobs } from './scheduled-jobs';
import { countJobs, openProducer } from './producer';
import { runHandler } from './run-handler';
import { StoredCorrelation } from './stored-correlation';
import { closeWorker } from './close-worker';
import { startWorker, type JobWorker } from './worker';

const NAME = 'mail';
/** Events of about 150 jobs: enough for a process that was busy or disconnected for a moment. */
const EVENTS = 1_000;

const StoredMailJob = z
  .object({
    id: z.string(),
    kind: z.enum(['code', 'link', 'key-changed']),
    recovery: z.string(),
    askedAt: z.number(),
    locale: z.enum(LOCALES).optional().catch(undefined),
    isResent: z.boolean().optional().catch(undefined),
    correlation: StoredCorrelation,
  })
  .transform((job) => job as MailJob);

export interface BullMailQueueOptions extends JobQueueOptions<MailJob> {
  readonly random: Pick<Random, 'uuid'>;
}

/** Keeps jobs in Redis, where they outlive every process. Any process with a handler runs them. */
export function createBullMailQueue(options: BullMailQueueOptions): MailQueue & JobCounter {
  const { closeWithin = 10 * SECOND, concurrency = 16, blockingRedis, random, redis, retries } = options;
  const { onFailure, onError } = options;
  const producer = openProducer<MailJob>({ name: NAME, port: 'mail-queue', redis, events: EVENTS });
  const { queue } = producer;
  const scheduled = createScheduledJobs();
  const latest = createLatestJobs();
  const stopListening = listenForJobEnds({ name: NAME, blockingRedis, onEnd: latest.end, onError });
  let worker: JobWorker | undefined;

  /** Writes only these fields, so that nothing else of the job reaches Redis. */
  const write = (jobId: string, { askedAt, correlation, id, isResent, kind, locale, recovery }: MailJob, ms = 0) =>
    queue.add(kind, { id, kind, recovery, askedAt, locale, isResent, correlation }, { jobId, delay: ms });

  /** Makes a scheduled job due now. Returns false when it was not scheduled any more. */
  async function promote(id: string): Promise<boolean> {
    try {
      await queue.getBackend().promote(id);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === ErrorCode.JobNotInState) return false;
      throw error;
    }
  }

  return {
    async schedule(job, ms) {
      await producer.send(() => write(job.id, job, ms));
      scheduled.add(job.id, ms);
    },

    add: (job) =>
      producer.send(async () => {
        const name = nameOf(job);
        const known = scheduled.take(job.id);
        if (known && (await latest.track(name, job.id, () => promote(job.id)))) return;
        // A new id, because the scheduled job may have run already, before its mail was owed, and would count as this one.
        const id = random.uuid();
        await latest.track(name, id, () => write(id, job).then(() => true));
      }),

    async unschedule({ id }) {
      scheduled.take(id);
      await queue.remove(id).catch(() => undefined);
    },

    waitUntilSettled: (job, ms) => latest.settled(nameOf(job), ms),

    count: () => countJobs(producer),

    handle(handler: MailJobHandler) {
      worker = startWorker<MailJob>({
        name: NAME,
        blockingRedis,
        events: EVENTS,
        schema: StoredMailJob,
        concurrency,
        perform: (job) =>
          runHandler(
            () => handler(job),
            (cause) => {
              onFailure(job, cause);
            },
          ),
        retryDelayAfter: (failures) => retryDelay(failures, retries),
        onEnd: latest.end,
        onError,
      });
    },

    async close() {
      producer.stopAccepting();
      scheduled.clear();
      await closeWorker(producer, worker, { ms: closeWithin, waiting: 'finish' });
      await Promise.all([stopListening(), producer.close()]);
    },
  };
}

const nameOf = ({ kind, recovery }: Pick<MailJob, 'kind' | 'recovery'>): string => `${kind} ${recovery}`;
