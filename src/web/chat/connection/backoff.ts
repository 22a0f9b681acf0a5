const FIRST = 500;
const LONGEST = 15_000;

/** How long to wait (ms) after so many failures in a row: twice as long each time, and never all visitors at once. */
export const backoffDelay = (failures: number, random: number): number =>
  Math.min(LONGEST, FIRST * 2 ** failures) * (0.5 + random / 2);
