import type { SessionRules, SessionStore, SessionTurn } from '../../ports/chat/session-store';
import { withTimeout } from '../../timing/with-timeout';

/**
 * Lets the turns of one conversation in by order of arrival, as far as they reach this process: a store's own waiters knock at
 * random moments. The store stays the judge of who holds the session; this only keeps those who wait from knocking together.
 * Waiting in line and waiting at the store take `waitForHold` together.
 */
export function createFairSessionStore(store: SessionStore, rules: Pick<SessionRules, 'waitForLock'>): SessionStore {
  /** Of each session that somebody holds or waits for: when the last in its line has left. */
  const lastToLeave = new Map<string, Promise<void>>();

  /** Takes the last place in line. */
  function lineUp(session: string) {
    const ahead = lastToLeave.get(session);
    const { promise: left, resolve } = createSignal();
    lastToLeave.set(session, left);
    const leave = () => {
      if (lastToLeave.get(session) === left) lastToLeave.delete(session);
      resolve();
    };
    return { ahead, leave };
  }

  return {
    async acquire(session, activity) {
      const { ahead, leave } = lineUp(session);
      try {
        const patience = ahead && AbortSignal.timeout(rules.waitForLock);
        if (patience) await withTimeout(patience, ahead, () => undefined);
        const opened = await store.acquire(session, activity, patience);
        if (opened.kind === 'opened') return { ...opened, turn: leavingAtItsEnd(opened.turn, leave) };
        leave();
        return opened;
      } catch (error) {
        leave();
        throw error;
      }
    },

    ping: () => store.ping(),
  };
}

/** A write that was refused ends no turn; one that failed is followed by `drop` or `close`. */
const leavingAtItsEnd = (turn: SessionTurn, leave: () => void): SessionTurn => ({
  stored: turn.stored,
  async save(value, expected) {
    const outcome = await turn.save(value, expected);
    if (outcome === 'saved') leave();
    return outcome;
  },
  clear: () => turn.clear().finally(leave),
  release: () => turn.release().finally(leave),
});

function createSignal() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
