import { retryDelay, type RetryPolicy } from '../../domain/retry-policy';
import { SECOND } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { JobCounter } from '../../ports/monitoring/job-counts';
import type { RecoveryTimerHandler, RecoveryTimers, RecoveryTimer } from '../../ports/recovery/recovery-timers';
import { withTimeout } from '../../timing/with-timeout';

export interface InProcessRecoveryTimersOptions {
  readonly retries: RetryPolicy;
  /** How long `close` waits for running handlers (ms). */
  readonly closeWithin?: number;
  /** Hears of every look that threw. */
  readonly onFailure: (watch: RecoveryTimer, cause: unknown) => void;
}

/** Keeps timers in this process. They are lost with it, like the recoveries of the memory store. */
export function createInProcessRecoveryTimers(options: InProcessRecoveryTimersOptions): RecoveryTimers & JobCounter {
  const { closeWithin = 10 * SECOND, onFailure, retries } = options;
  const timers = new Set<NodeJS.Timeout>();
  const looking = new Set<Promise<void>>();
  let closed = false;
  let look: RecoveryTimerHandler | undefined;

  /** `failures`: so many looks in a row failed. */
  function wait(watch: RecoveryTimer, ms: number, failures: number): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const looked = lookAt(watch, failures);
      looking.add(looked);
      void looked.then(() => looking.delete(looked));
    }, ms).unref();
    timers.add(timer);
  }

  async function lookAt(watch: RecoveryTimer, failures: number): Promise<void> {
    try {
      if (!look) throw new Error('A watch was started before there was anyone to look');
      const next = await look(watch);
      if (next !== undefined) wait(watch, next, 0);
    } catch (error) {
      onFailure(watch, error);
      const pause = error instanceof Unavailable ? retryDelay(failures + 1, retries) : undefined;
      if (pause !== undefined) wait(watch, pause, failures + 1);
    }
  }

  return {
    start(watch, ms) {
      if (closed) return Promise.reject(new Unavailable('recovery-timers', new Error('closed')));
      wait(watch, ms, 0);
      return Promise.resolve();
    },

    count: () => Promise.resolve({ waiting: 0, delayed: timers.size, active: looking.size }),

    handle(newLook) {
      look = newLook;
    },

    async close() {
      closed = true;
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
      await withTimeout(closeWithin, Promise.all(looking), () => undefined);
    },
  };
}
