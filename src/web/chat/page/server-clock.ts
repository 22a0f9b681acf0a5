/**
 * Estimates the service's clock, in milliseconds since the epoch, from the time that the service sent with the page. The device's clock may
 * be wrong by any amount, but it goes on while the device sleeps.
 */
export function createServerClock(sentAt: number): () => number {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const arrivedAt = Date.now() - (performance.now() - (navigation?.responseStart ?? 0));
  const offset = sentAt - arrivedAt;
  return () => Date.now() + offset;
}
