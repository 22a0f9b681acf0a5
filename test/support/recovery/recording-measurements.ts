import type { Measurement, MetricsRecorder } from '../../../src/ports/monitoring/measurements';

/** Creates measurements that only record, with a manual stopwatch. */
export function createRecordingMeasurements() {
  const recorded: Measurement[] = [];
  let now = 0;
  const measurements: MetricsRecorder = {
    record: (one) => recorded.push(one),
    startTimer() {
      const startedAt = now;
      return () => now - startedAt;
    },
  };
  return {
    /** The measurements, oldest first. */
    recorded,
    measurements,
    passTime: (ms: number) => Promise.resolve(void (now += ms)),
  };
}
