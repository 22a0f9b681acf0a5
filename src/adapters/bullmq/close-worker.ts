import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../domain/time';
import type { Producer } from './producer';
import { withTimeout } from '../../timing/with-timeout';
import type { JobWorker } from './worker';

/** How long (ms) to wait for active jobs when Redis is down. Their results cannot be stored, so they run again in any case. */
const WITHOUT_REDIS = 2 * SECOND;
const POLL = 50;

/**
 * Stops the worker after its waiting jobs, if `waiting` says so, and its active ones, within `ms` in all. At least half of that is for the
 * active jobs, because a job that is cut off runs a second time.
 */
export async function closeWorker(
  { queue }: Producer<unknown>,
  worker: JobWorker | undefined,
  { ms, waiting }: { readonly ms: number; readonly waiting: 'finish' | 'leave' },
): Promise<void> {
  if (worker === undefined) return;
  const from = performance.now();
  const left = () => Math.max(0, ms - (performance.now() - from));
  try {
    while ((await queue.getWaitingCount()) > 0 && waiting === 'finish' && left() > ms / 2) {
      await sleep(POLL);
    }
    await worker.stop(left());
  } catch {
    await withTimeout(Math.min(left(), WITHOUT_REDIS), worker.idle(), () => undefined);
    await worker.stop(0);
  }
}
