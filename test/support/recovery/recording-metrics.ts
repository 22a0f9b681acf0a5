import type { Measurement, MetricsRecorder } from '../../../src/ports/monitoring/measurements';

/** Creates a recorder of metrics that keeps what is recorded, with a manual stopwatch. */
export function createRecordingMetrics() {
  const recorded: Measurement[] = [];
  let now = 0;
  const metrics: MetricsRecorder = {
    record: (one) => recorded.push(one),
    startTimer() {
      const startedAt = now;
      return () => now - startedAt;
    },
  };
  return {
    /** The recorded measurements, oldest first. */
    recorded,
    metrics,
    passTime: (ms: number) => Promise.resolve(void (now += ms)),
  };
}
