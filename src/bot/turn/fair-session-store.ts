import type { SessionRules, SessionStore, SessionTurn } from '../../ports/chat/session-store';
import { withTimeout } from '../../timing/with-timeout';

/**
 * Orders the turns of one conversation by their arrival at this process, because a store's own waiters retry at random moments. The store
 * still decides who gets the session lock; this only keeps turns of one process from waiting at the store at the same time. Both waits
 * together take at most `waitForLock`.
 */
export function createFairSessionStore(store: SessionStore, rules: Pick<SessionRules, 'waitForLock'>): SessionStore {
  /** For each session in use: resolves when the last turn of its queue has ended. */
  const queueEnds = new Map<string, Promise<void>>();

  function enqueue(session: string) {
    const previous = queueEnds.get(session);
    const { promise: ended, resolve } = createSignal();
    queueEnds.set(session, ended);
    const leave = () => {
      if (queueEnds.get(session) === ended) queueEnds.delete(session);
      resolve();
    };
    return { previous, leave };
  }

  return {
    async acquire(session, activity) {
      const { previous, leave } = enqueue(session);
      try {
        const timeout = previous && AbortSignal.timeout(rules.waitForLock);
        if (timeout) await withTimeout(timeout, previous, () => undefined);
        const acquired = await store.acquire(session, activity, timeout);
        if (acquired.kind === 'acquired') return { ...acquired, turn: leavingAtItsEnd(acquired.turn, leave) };
        leave();
        return acquired;
      } catch (error) {
        leave();
        throw error;
      }
    },

    ping: () => store.ping(),
  };
}

/** A turn does not end by a `save` that conflicts or rejects: `clear` or `release` follows then. */
const leavingAtItsEnd = (turn: SessionTurn, leave: () => void): SessionTurn => ({
  stored: turn.stored,
  async save(value, expected) {
    const result = await turn.save(value, expected);
    if (result === 'saved') leave();
    return result;
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
