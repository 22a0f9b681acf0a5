import { DelayedError, type Job } from 'bullmq';
import { z } from 'zod';
import { retryDelay } from '../../domain/retry-policy';
import { addMs, SECOND } from '../../domain/time';
import type { Clock } from '../../ports/system';
import type {
  RecoveryTimerHandler,
  RecoveryTimers,
  RecoveryTimer,
  RecoveryTimerReason,
} from '../../ports/recovery/recovery-timers';
import type { RecoveryId } from '../../ports/ids';
import type { JobCounter } from '../../ports/monitoring/job-counts';
import type { JobQueueOptions } from './connections';
import { countJobs, openProducer } from './producer';
import { runHandler } from './run-handler';
import { StoredCorrelation } from './stored-correlation';
import { closeWorker } from './close-worker';
import { startWorker, type JobWorker } from './worker';

/** Stored names stay, see docs/glossary.md#stored-words. */
const NAME = 'watch';
/** No process listens to the events of this queue. */
const EVENTS = 1;

const StoredTimer = z.object({
  recovery: z.string().transform((id) => id as RecoveryId),
  /** Redis holds `news` for `changed`: timers of earlier versions stay readable, and their processes can read these. */
  reason: z.enum(['end', 'news']).transform((stored): RecoveryTimerReason => (stored === 'news' ? 'changed' : stored)),
  /** How many of the library's counted failures were followed by a success, and so no longer count. */
  forgiven: z.number(),
  correlation: StoredCorrelation,
});
type StoredTimer = z.infer<typeof StoredTimer>;

export interface BullRecoveryTimersOptions extends JobQueueOptions<RecoveryTimer> {
  readonly clock: Pick<Clock, 'now'>;
}

/** Keeps timers in Redis, where they outlive every process. They have a queue of their own, so that slow mails delay no timer. */
export function createBullRecoveryTimers(options: BullRecoveryTimersOptions): RecoveryTimers & JobCounter {
  const { clock, closeWithin = 10 * SECOND, concurrency = 16, blockingRedis, redis, retries } = options;
  const { onFailure, onError } = options;
  const producer = openProducer<z.input<typeof StoredTimer>>({
    name: NAME,
    port: 'recovery-timers',
    redis,
    events: EVENTS,
  });
  let worker: JobWorker | undefined;

  /** Delays the same job instead of adding another, so that a crash neither loses nor duplicates it. */
  async function delayAgain(job: Job<StoredTimer>, ms: number): Promise<never> {
    if (job.attemptsMade > job.data.forgiven) await job.updateData({ ...job.data, forgiven: job.attemptsMade });
    await job.moveToDelayed(addMs(clock.now(), ms), job.token);
    throw new DelayedError();
  }

  return {
    async start({ correlation, recovery, reason }, ms) {
      const stored = reason === 'changed' ? 'news' : reason;
      const job = { recovery, reason: stored, forgiven: 0, correlation } as const;
      await producer.send(() => producer.queue.add(stored, job, { delay: ms }));
    },

    count: () => countJobs(producer),

    handle(handler: RecoveryTimerHandler) {
      worker = startWorker<StoredTimer>({
        name: NAME,
        blockingRedis,
        events: EVENTS,
        schema: StoredTimer,
        concurrency,
        async perform({ correlation, recovery, reason }, job) {
          const timer = { recovery, reason, correlation };
          const nextDelay = await runHandler(
            () => handler(timer),
            (cause) => {
              onFailure(timer, cause);
            },
          );
          if (nextDelay !== undefined) await delayAgain(job, nextDelay);
        },
        retryDelayAfter: (failures, { forgiven }) => retryDelay(failures - forgiven, retries),
        onError,
      });
    },

    async close() {
      producer.stopAccepting();
      await closeWorker(producer, worker, { ms: closeWithin, waiting: 'leave' });
      await producer.close();
    },
  };
}
