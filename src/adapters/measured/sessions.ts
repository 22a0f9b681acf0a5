import type { MetricsRecorder } from '../../ports/monitoring/measurements';
import type { SessionStore, SessionTurn } from '../../ports/chat/session-store';
import { measurePort, measureCall } from './calls';

const dependency = 'session-store';

/** Measures acquiring a session, which may include waiting for the previous turn, and what ends the turn. */
export function measureSessions(sessions: SessionStore, metrics: MetricsRecorder): SessionStore {
  return {
    ping: () => sessions.ping(),
    async acquire(...args) {
      const acquired = await measureCall(metrics, { dependency, operation: 'acquire' }, () =>
        sessions.acquire(...args),
      );
      return acquired.kind === 'acquired' ? { ...acquired, turn: measureTurn(acquired.turn, metrics) } : acquired;
    },
  };
}

const measureTurn = (turn: SessionTurn, metrics: MetricsRecorder): SessionTurn =>
  measurePort(turn, { dependency }, metrics);
