import type { Measurement } from '../../ports/monitoring/measurements';

type Write = (fields: object, message: string) => void;

/**
 * Logs one line per turn and per mail. Calls and misses are too many to log, and events are logged by the audit trail. Rate-limited turns are not
 * logged, so that flooding the chat does not flood the log.
 */
export const createMeasurementLog =
  (write: Write) =>
  (measurement: Measurement): void => {
    switch (measurement.measured) {
      case 'turn': {
        const { measured, ms, ...turn } = measurement;
        if (turn.outcome !== 'too-fast') write({ ...turn, ms: Math.round(ms) }, measured);
        return;
      }
      case 'mail': {
        const { kind, measured, ms, ...mail } = measurement;
        write({ mail: kind, ...mail, ms: Math.round(ms) }, measured);
        return;
      }
      case 'call':
      case 'miss':
      case 'event':
        return;
    }
  };
