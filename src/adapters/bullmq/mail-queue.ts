import { ErrorCode } from 'bullmq';
import { z } from 'zod';
import { pauseAfter, RETRIES } from '../../domain/retries';
import { SECOND } from '../../domain/time';
import type { MailJob } from '../../ports/mail-job';
import type { MailHandler, MailQueue } from '../../ports/mail-queue';
import type { Random } from '../../ports/random';
import type { CountableJobs } from '../../ports/job-counts';
import type { WorkOptions } from './connections';
import { countJobs } from './count-jobs';
import { hearEndings } from './endings';
import { createLatestJobs } from './latest-jobs';
import { createPlannedJobs } from './planned-jobs';
import { openProducer } from './producer';
import { attempt } from './attempt';
import { StoredCorrelation } from './stored-correlation';
import { windDown } from './wind-down';
import { startWorker, type JobWorker } from './worker';

const NAME = 'mail';
/** Of about 150 jobs: a process that was busy or cut off for a moment still hears how they ended. */
const EVENTS = 1_000;

const StoredMailJob = z
  .object({
    id: z.string(),
    kind: z.enum(['code', 'link', 'key-changed']),
    recovery: z.string(),
    askedAt: z.number(),
    correlation: StoredCorrelation,
  })
  .transform((job) => job as MailJob);

export interface BullMailQueueOptions extends WorkOptions<MailJob> {
  readonly random: Pick<Random, 'uuid'>;
}

/** Jobs in Redis, done by any process that has a handler; they outlive every process. */
export function createBullMailQueue(options: BullMailQueueOptions): MailQueue & CountableJobs {
  const { closeWithin = 10 * SECOND, concurrency = 16, patient, random, redis, retries = RETRIES } = options;
  const { onFailure, onTrouble } = options;
  const producer = openProducer<MailJob>({ name: NAME, port: 'mail-queue', redis, events: EVENTS });
  const { queue } = producer;
  const planned = createPlannedJobs();
  const latest = createLatestJobs();
  const stopHearing = hearEndings({ name: NAME, patient, onEnd: latest.end, onTrouble });
  let worker: JobWorker | undefined;

  /** What else the job may carry stays out of Redis. */
  const write = (jobId: string, { askedAt, correlation, id, kind, recovery }: MailJob, ms = 0) =>
    queue.add(kind, { id, kind, recovery, askedAt, correlation }, { jobId, delay: ms });

  /** Answers whether it was still planned. */
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
    async plan(job, ms) {
      await producer.reach(() => write(job.id, job, ms));
      planned.add(job.id, ms);
    },

    add: (job) =>
      producer.reach(async () => {
        const name = nameOf(job);
        const known = planned.take(job.id);
        if (known && (await latest.begin(name, job.id, () => promote(job.id)))) return;
        // By its own id it could be taken for the one that was planned, which may have looked already, before anything was owed.
        const id = random.uuid();
        await latest.begin(name, id, () => write(id, job).then(() => true));
      }),

    async drop({ id }) {
      planned.take(id);
      await queue.remove(id).catch(() => undefined);
    },

    settled: (job, ms) => latest.settled(nameOf(job), ms),

    count: () => countJobs(producer),

    handle(handler: MailHandler) {
      worker = startWorker<MailJob>({
        name: NAME,
        patient,
        events: EVENTS,
        schema: StoredMailJob,
        concurrency,
        perform: (job) =>
          attempt(
            () => handler(job),
            (cause) => {
              onFailure(job, cause);
            },
          ),
        pauseAfter: (failures) => pauseAfter(failures, retries),
        onEnd: latest.end,
        onTrouble,
      });
    },

    async close() {
      producer.refuse();
      planned.clear();
      await windDown(producer, worker, { ms: closeWithin, waiting: 'finish' });
      await Promise.all([stopHearing(), producer.close()]);
    },
  };
}

const nameOf = ({ kind, recovery }: Pick<MailJob, 'kind' | 'recovery'>): string => `${kind} ${recovery}`;
