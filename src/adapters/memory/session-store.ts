import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Random } from '../../ports/system';
import type {
  ActivityId,
  AcquiredSession,
  SessionId,
  SessionRules,
  SessionStore,
  SessionTurn,
  StoredSession,
} from '../../ports/chat/session-store';
import { createExpiringMap } from './expiring-map';

export interface MemorySessionStoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: SessionRules;
}

/** Keeps sessions in this process. */
export function createMemorySessionStore({ clock, random, rules }: MemorySessionStoreOptions): SessionStore {
  const sessions = createExpiringMap<SessionId, StoredSession>(clock);
  const locks = createExpiringMap<SessionId, string>(clock);
  const answered = createExpiringMap<string, true>(clock);

  function tryToAcquire(session: SessionId, activity: ActivityId | undefined): AcquiredSession {
    if (activity !== undefined && answered.get(answerKey(session, activity)) !== undefined) return { kind: 'answered' };
    if (locks.get(session) !== undefined) return { kind: 'busy' };
    const token = random.token(16);
    locks.set(session, token, rules.lock);
    const stored = sessions.get(session);
    if (stored !== undefined) sessions.set(session, stored, rules.retention);
    return { kind: 'acquired', turn: createTurn({ session, activity, token, stored }) };
  }

  function createTurn({ session, activity, token, stored }: Turn): SessionTurn {
    const ownsLock = () => locks.get(session) === token;
    const renewal = setInterval(() => {
      if (ownsLock()) locks.set(session, token, rules.lock);
      else clearInterval(renewal);
    }, rules.lock / 3).unref();

    /** Ends the turn after `lastStep`, or does nothing when the lock was lost. */
    const end = (lastStep: () => void): Promise<void> => {
      clearInterval(renewal);
      if (ownsLock()) {
        lastStep();
        locks.delete(session);
        if (activity !== undefined) answered.set(answerKey(session, activity), true, rules.rememberActivity);
      }
      return Promise.resolve();
    };

    return {
      stored,

      async save(value, expected) {
        clearInterval(renewal);
        const isExpected = expected === '*' || expected === sessions.get(session)?.eTag;
        if (!ownsLock() || !isExpected) return 'conflict';
        await end(() => {
          sessions.set(session, { value, eTag: random.token(12) }, rules.retention);
        });
        return 'saved';
      },

      clear: () =>
        end(() => {
          sessions.delete(session);
        }),

      release: () => end(() => undefined),
    };
  }

  return {
    async acquire(session, activity, timeout) {
      const first = tryToAcquire(session, activity);
      if (first.kind !== 'busy') return first;
      const deadline = timeout ?? AbortSignal.timeout(rules.waitForLock);
      for (;;) {
        await delay(5 + random.below(10));
        const next = tryToAcquire(session, activity);
        if (next.kind !== 'busy' || deadline.aborted) return next;
      }
    },

    ping: () => Promise.resolve(),
  };
}

interface Turn {
  readonly session: SessionId;
  readonly activity: ActivityId | undefined;
  readonly token: string;
  readonly stored: StoredSession | undefined;
}

const answerKey = (session: SessionId, activity: ActivityId): string => JSON.stringify([session, activity]);
