import type { Measurement, Measurements } from '../../src/ports/measurements';

/** Measurements that are only remembered, on a stopwatch that runs when told. */
export function createListeningMeasurements() {
  const taken: Measurement[] = [];
  let now = 0;
  const measurements: Measurements = {
    take: (one) => taken.push(one),
    stopwatch() {
      const from = now;
      return () => now - from;
    },
  };
  return {
    /** Oldest first. */
    taken,
    measurements,
    pass: (ms: number) => Promise.resolve(void (now += ms)),
  };
}
