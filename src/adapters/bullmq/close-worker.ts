import { SECOND } from '../../domain/time';
import type { Producer } from './producer';
import { withTimeout } from '../../timing/with-timeout';
import type { JobWorker } from './worker';

/** How long to wait for jobs under way when Redis is down: it cannot be told how they end, and they are done again, ms. */
const WITHOUT_REDIS = 2 * SECOND;
const POLL = 50;

/**
 * Lets the worker finish what is under way and, before that, what waits; `ms` at most for both, and of that at least half for
 * what is under way by then: it would be done a second time. Then the worker is stopped.
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
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
    await worker.stop(left());
  } catch {
    await withTimeout(Math.min(left(), WITHOUT_REDIS), worker.idle(), () => undefined);
    await worker.stop(0);
  }
}
