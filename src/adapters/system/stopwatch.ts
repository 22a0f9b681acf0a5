/** Counts from now on; answers how many ms have passed, whatever the clock is set to meanwhile. */
export function startStopwatch(): () => number {
  const from = performance.now();
  return () => performance.now() - from;
}
