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
  /** Called with every error of a handler. */
  readonly onFailure: (recoveryTimer: RecoveryTimer, cause: unknown) => void;
}

/** Keeps timers in this process. They are lost with it, like the recoveries of the memory store. */
export function createInProcessRecoveryTimers(options: InProcessRecoveryTimersOptions): RecoveryTimers & JobCounter {
  const { closeWithin = 10 * SECOND, onFailure, retries } = options;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let closed = false;
  let handler: RecoveryTimerHandler | undefined;

  /** Starts a timer. `failures`: how often its handler has failed in a row. */
  function schedule(recoveryTimer: RecoveryTimer, ms: number, failures: number): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = runHandler(recoveryTimer, failures);
      running.add(run);
      void run.then(() => running.delete(run));
    }, ms).unref();
    timers.add(timer);
  }

  async function runHandler(recoveryTimer: RecoveryTimer, failures: number): Promise<void> {
    try {
      if (!handler) throw new Error('A recovery timer ended before the handler was set');
      const next = await handler(recoveryTimer);
      if (next !== undefined) schedule(recoveryTimer, next, 0);
    } catch (error) {
      onFailure(recoveryTimer, error);
      const delay = error instanceof Unavailable ? retryDelay(failures + 1, retries) : undefined;
      if (delay !== undefined) schedule(recoveryTimer, delay, failures + 1);
    }
  }

  return {
    start(recoveryTimer, ms) {
      if (closed) return Promise.reject(new Unavailable('recovery-timers', new Error('closed')));
      schedule(recoveryTimer, ms, 0);
      return Promise.resolve();
    },

    count: () => Promise.resolve({ waiting: 0, delayed: timers.size, active: running.size }),

    handle(newHandler) {
      handler = newHandler;
    },

    async close() {
      closed = true;
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
      await withTimeout(closeWithin, Promise.all(running), () => undefined);
    },
  };
}
