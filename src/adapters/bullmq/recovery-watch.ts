import { DelayedError, type Job } from 'bullmq';
import { z } from 'zod';
import { pauseAfter, RETRIES } from '../../domain/retries';
import { later, SECOND } from '../../domain/time';
import type { Clock } from '../../ports/clock';
import type { Look, RecoveryWatch, Watch } from '../../ports/recovery-watch';
import type { RecoveryId } from '../../ports/recovery-id';
import type { CountableJobs } from '../../ports/job-counts';
import type { WorkOptions } from './connections';
import { countJobs } from './count-jobs';
import { openProducer } from './producer';
import { attempt } from './attempt';
import { StoredCorrelation } from './stored-correlation';
import { windDown } from './wind-down';
import { startWorker, type JobWorker } from './worker';

const NAME = 'watch';
/** Nobody listens. */
const EVENTS = 1;

const StoredWatch = z.object({
  recovery: z.string().transform((id) => id as RecoveryId),
  reason: z.enum(['end', 'news']),
  /** The library counts the failures of all looks; so many were followed by a look that went well. */
  forgiven: z.number(),
  correlation: StoredCorrelation,
});
type StoredWatch = z.infer<typeof StoredWatch>;

export interface BullRecoveryWatchOptions extends WorkOptions<Watch> {
  readonly clock: Pick<Clock, 'now'>;
}

/** Timers in Redis, each looked at by one process; they outlive every process. A queue of its own: slow mails hold no timer up. */
export function createBullRecoveryWatch(options: BullRecoveryWatchOptions): RecoveryWatch & CountableJobs {
  const { clock, closeWithin = 10 * SECOND, concurrency = 16, patient, redis, retries = RETRIES } = options;
  const { onFailure, onTrouble } = options;
  const producer = openProducer<StoredWatch>({ name: NAME, port: 'recovery-watch', redis, events: EVENTS });
  let worker: JobWorker | undefined;

  /** The same job, so that no crash loses it or makes it two. */
  async function lookAgain(job: Job<StoredWatch>, ms: number): Promise<never> {
    if (job.attemptsMade > job.data.forgiven) await job.updateData({ ...job.data, forgiven: job.attemptsMade });
    await job.moveToDelayed(later(clock.now(), ms), job.token);
    throw new DelayedError();
  }

  return {
    async start({ correlation, recovery, reason }, ms) {
      const job = { recovery, reason, forgiven: 0, correlation };
      await producer.reach(() => producer.queue.add(reason, job, { delay: ms }));
    },

    count: () => countJobs(producer),

    handle(look: Look) {
      worker = startWorker<StoredWatch>({
        name: NAME,
        patient,
        events: EVENTS,
        schema: StoredWatch,
        concurrency,
        async perform({ correlation, recovery, reason }, job) {
          const watch = { recovery, reason, correlation };
          const next = await attempt(
            () => look(watch),
            (cause) => {
              onFailure(watch, cause);
            },
          );
          if (next !== undefined) await lookAgain(job, next);
        },
        pauseAfter: (failures, { forgiven }) => pauseAfter(failures - forgiven, retries),
        onTrouble,
      });
    },

    async close() {
      producer.refuse();
      await windDown(producer, worker, { ms: closeWithin, waiting: 'leave' });
      await producer.close();
    },
  };
}
