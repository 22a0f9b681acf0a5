import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/time';
import type { SleepingClock } from '../../ports/system';

export const systemClock: SleepingClock = { now: () => Date.now() as Instant, sleep: (ms) => delay(ms) };

/** Starts now; the returned function returns the ms since then, whatever the clock is set to meanwhile. */
export function startStopwatch(): () => number {
  const from = performance.now();
  return () => performance.now() - from;
}
