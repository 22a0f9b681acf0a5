import type { Measurement } from '../../ports/monitoring/measurements';

type Write = (fields: object, message: string) => void;

/**
 * A line for each turn and each mail. Calls are too many for lines, and events have theirs in the audit trail. Turns that were refused for
 * their number have none: whoever floods the chat must not flood the log.
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
      case 'event':
        return;
    }
  };
