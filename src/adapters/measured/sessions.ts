import type { MetricsRecorder } from '../../ports/monitoring/measurements';
import type { SessionStore, SessionTurn } from '../../ports/chat/session-store';
import { measurePort, measureCall } from './calls';

const dependency = 'session-store';

/** A session is opened at the store and ended at the turn. Opening it may include waiting for the turn before. */
export function measureSessions(sessions: SessionStore, measurements: MetricsRecorder): SessionStore {
  return {
    ping: () => sessions.ping(),
    async acquire(...asked) {
      const opened = await measureCall(measurements, { dependency, operation: 'acquire' }, () =>
        sessions.acquire(...asked),
      );
      return opened.kind === 'opened' ? { ...opened, turn: measuredTurn(opened.turn, measurements) } : opened;
    },
  };
}

const measuredTurn = (turn: SessionTurn, measurements: MetricsRecorder): SessionTurn =>
  measurePort(turn, { dependency, operations: ['save', 'clear', 'release'] }, measurements);
