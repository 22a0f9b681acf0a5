import type { Clock } from '../../../src/ports/system';
import type { RecoveryTimerHandler, RecoveryTimers, RecoveryTimer } from '../../../src/ports/recovery/recovery-timers';

/** Creates recovery timers on a manual clock: due timers fire when the test says so. */
export function createManualRecoveryTimers(clock: Pick<Clock, 'now'>) {
  let look: RecoveryTimerHandler = () => Promise.resolve(undefined);
  let waiting: { readonly watch: RecoveryTimer; readonly at: number }[] = [];

  const start: RecoveryTimers['start'] = (watch, ms) => {
    waiting.push({ watch, at: clock.now() + ms });
    return Promise.resolve();
  };

  const watch: RecoveryTimers = {
    start,
    handle(newLook) {
      look = newLook;
    },
    close: () => Promise.resolve(),
  };

  /** Fires all due timers once and returns their number. */
  const lookNow = async (): Promise<number> => {
    const due = waiting.filter(({ at }) => at <= clock.now());
    waiting = waiting.filter(({ at }) => at > clock.now());
    for (const one of due) {
      const again = await look(one.watch);
      if (again !== undefined) await start(one.watch, again);
    }
    return due.length;
  };

  return { watch, lookNow };
}
