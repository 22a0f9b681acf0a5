const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** `2:41`, to the nearest second: rounded up, the little that the clocks differ would show as one second too many. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whole minutes to speak of; a few seconds after it began, three minutes are still three. 0 is less than one. */
export const minutesToAnnounce = (ms: number): number => Math.max(0, Math.floor((ms + 5 * SECOND) / MINUTE));

/** Lets through one announcement a minute, whatever it is that runs out. Whoever is let through is taken to have spoken. */
export function createMinuteThrottle(): (now: number) => boolean {
  let last: number | undefined;
  return (now) => {
    if (last !== undefined && now - last < MINUTE) return false;
    last = now;
    return true;
  };
}
