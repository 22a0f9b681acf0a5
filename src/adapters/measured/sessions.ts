import type { Measurements } from '../../ports/measurements';
import type { SessionStore, SessionTurn } from '../../ports/session-store';
import { measured, timing } from './calls';

const dependency = 'session-store';

/** A session is opened at the store and ended at the turn. Opening it may include waiting for the turn before. */
export function measuredSessions(sessions: SessionStore, measurements: Measurements): SessionStore {
  return {
    ping: () => sessions.ping(),
    async open(...asked) {
      const opened = await timing(measurements, { dependency, operation: 'open' }, () => sessions.open(...asked));
      return opened.kind === 'opened' ? { ...opened, turn: measuredTurn(opened.turn, measurements) } : opened;
    },
  };
}

const measuredTurn = (turn: SessionTurn, measurements: Measurements): SessionTurn =>
  measured(turn, { dependency, operations: ['save', 'drop', 'close'] }, measurements);
