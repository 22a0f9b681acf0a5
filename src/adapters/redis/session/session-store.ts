import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { Random } from '../../../ports/system';
import type { AcquiredSession, SessionRules, SessionStore, StoredSession } from '../../../ports/chat/session-store';
import type { RedisClient } from '../client';
import { createNameResolver, type NameCandidates } from '../naming/name-resolver';
import { orRedisUnavailable } from '../or-unavailable';
import { loadScript } from '../script';
import { sessionKeys, type SessionKeys } from './session-keys';
import { createSessionTurn } from './session-turn';

const AcquireReply = z.union([
  z.tuple([z.literal('acquired'), z.string().nullable(), z.string().nullable()]),
  z.tuple([z.enum(['answered', 'busy'])]),
]);

export interface RedisSessionStoreOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
  readonly random: Random;
  readonly rules: SessionRules;
}

/** Keeps sessions in Redis. A turn costs two round trips, to acquire and to end it; while keys are rotated, one more. */
export function createRedisSessionStore({ redis, keyRing, random, rules }: RedisSessionStoreOptions): SessionStore {
  const load = (name: string) => loadScript(redis, 'session', name);
  const acquireScript = load('acquire');
  const naming = createNameResolver(redis);
  const scripts = { renew: load('renew'), save: load('save'), clear: load('clear'), release: load('release') };

  /** Resolves the name at each try: the turn before may clear the session, and the next turn then creates it under a new name. */
  async function tryToAcquire(names: NameCandidates<SessionKeys>, remember: number): Promise<AcquiredSession> {
    const keys = await naming.reserve(names);
    const token = random.token(16);
    const args = [token, rules.lock, rules.retention];
    const answer = AcquireReply.parse(await acquireScript([keys.lock, keys.answered, keys.session], args));
    if (answer[0] !== 'acquired') return { kind: answer[0] };
    const [kind, sealed, eTag] = answer;
    const stored = unseal(keys.session, sealed, eTag);
    return {
      kind,
      turn: createSessionTurn({ scripts, keyRing, random, rules, keys, token, stored, rememberActivity: remember }),
    };
  }

  function unseal(key: string, sealed: string | null, eTag: string | null): StoredSession | undefined {
    if (sealed === null || eTag === null) return undefined;
    const value = keyRing.unseal('session', sealed, key);
    return value === undefined ? undefined : { value, eTag };
  }

  return {
    async acquire(session, activity, signal) {
      const names = sessionKeys(keyRing, session, activity);
      const remember = activity === undefined ? 0 : rules.rememberActivity;
      const first = await tryToAcquire(names, remember);
      if (first.kind !== 'busy') return first;

      const stopWaiting = signal ?? AbortSignal.timeout(rules.waitForLock);
      for (let ms = 10; ; ms = Math.min(2 * ms, 250)) {
        // Jitter keeps waiting turns from retrying at the same moment.
        await delay(ms / 2 + random.below(ms));
        const next = await tryToAcquire(names, remember);
        if (next.kind !== 'busy' || stopWaiting.aborted) return next;
      }
    },

    async ping() {
      await orRedisUnavailable(redis.ping());
    },
  };
}
