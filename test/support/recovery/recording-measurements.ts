import type { Measurement, MetricsRecorder } from '../../../src/ports/monitoring/measurements';

/** Measurements that are only remembered, on a stopwatch that runs when told. */
export function createRecordingMeasurements() {
  const taken: Measurement[] = [];
  let now = 0;
  const measurements: MetricsRecorder = {
    record: (one) => taken.push(one),
    startTimer() {
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
