const INITIAL_DELAY = 500;
const MAX_DELAY = 15_000;

/** Returns the delay in ms after this many consecutive failures. It doubles each time, with jitter so that visitors do not retry together. */
export const backoffDelay = (failures: number, random: number): number =>
  Math.min(MAX_DELAY, INITIAL_DELAY * 2 ** failures) * (0.5 + random / 2);
