/**
 * The service's clock, milliseconds since the epoch, as far as this device can tell it: what the service sent with the page, and
 * when that arrived. The device's own clock may be wrong by any amount, but goes on while the device sleeps.
 */
export function createServerClock(sent: number): () => number {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const arrived = Date.now() - (performance.now() - (navigation?.responseStart ?? 0));
  const ahead = sent - arrived;
  return () => Date.now() + ahead;
}
