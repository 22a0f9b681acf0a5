import type { Clock } from '../../../src/ports/system';
import type { RecoveryTimerHandler, RecoveryTimers, RecoveryTimer } from '../../../src/ports/recovery/recovery-timers';

/** Creates recovery timers on a manual clock: due timers fire when the test says so. */
export function createManualRecoveryTimers(clock: Pick<Clock, 'now'>) {
  let handler: RecoveryTimerHandler = () => Promise.resolve(undefined);
  let waiting: { readonly timer: RecoveryTimer; readonly at: number }[] = [];

  const start: RecoveryTimers['start'] = (timer, ms) => {
    waiting.push({ timer, at: clock.now() + ms });
    return Promise.resolve();
  };

  const timers: RecoveryTimers = {
    start,
    handle(newHandler) {
      handler = newHandler;
    },
    close: () => Promise.resolve(),
  };

  /** Fires all due timers once and returns their number. */
  const fireDueTimers = async (): Promise<number> => {
    const due = waiting.filter(({ at }) => at <= clock.now());
    waiting = waiting.filter(({ at }) => at > clock.now());
    for (const one of due) {
      const again = await handler(one.timer);
      if (again !== undefined) await start(one.timer, again);
    }
    return due.length;
  };

  return { timers, fireDueTimers };
}
