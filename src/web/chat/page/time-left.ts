import { formatSeconds, MINUTE, SECOND } from '../../../domain/time';

/** Formats as `2:41`. Rounds to the nearest second: rounding up would show small differences between the clocks as an extra second. */
export const minutesAndSeconds = (ms: number): string => formatSeconds(Math.round(ms / SECOND));

/** Returns whole minutes to announce, 0 for less than one. With 5 s of tolerance, so that three minutes are announced as three at the start. */
export const minutesToAnnounce = (ms: number): number => Math.max(0, Math.floor((ms + 5 * SECOND) / MINUTE));

/** Returns a function that returns true at most once a minute, shared by all countdowns. */
export function createMinuteThrottle(): (now: number) => boolean {
  let last: number | undefined;
  return (now) => {
    if (last !== undefined && now - last < MINUTE) return false;
    last = now;
    return true;
  };
}
