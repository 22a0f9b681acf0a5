import { z } from 'zod';
import { addMs, SECOND, type Instant } from '../../../domain/time';
import type { LoadedTarget, TargetStore } from '../../../ports/recovery/target-store';
import type { KeyRing, Mac } from '../../../ports/security/key-ring';
import type { RedisClient } from '../client';
import { createNameResolver, mapCandidates } from '../naming/name-resolver';
import { orRedisUnavailable } from '../or-unavailable';
import { loadScript } from '../script';
import { sealTarget, unsealTarget } from './sealed-target';
import { createTokenIndex } from './token-index';

export interface RedisTargetStoreOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
}

/** How late (ms) a decision may reach Redis: lifetimes are judged by the time of the decision. */
const MAX_DELAY = SECOND;

/** Whether it was saved, the version, the sealed state and the time, as in the scripts. */
const Reply = z.tuple([z.number(), z.string(), z.string(), z.number()]);

const keyOf = (target: Mac): string => `target:{${target}}`;

/** Keeps each target under one key. Only the token index has keys of its own. */
export function createRedisTargetStore({ keyRing, redis }: RedisTargetStoreOptions): TargetStore {
  const [load, save] = [loadScript(redis, 'targets', 'load'), loadScript(redis, 'targets', 'save')];
  const naming = createNameResolver(redis);
  const tokens = createTokenIndex({ redis, keyRing });

  /** Returns the target as a script replied. `saved` is its state when the script saved it, and does not send it back. */
  const readReply = (target: Mac, reply: unknown, saved?: LoadedTarget['state']) => {
    const [flag, version, sealed, readAt] = Reply.parse(reply);
    const receivedAt = performance.now();
    const isSaved = flag === 1;
    return {
      target,
      version,
      state: isSaved && saved ? saved : unsealTarget(keyRing, sealed, keyOf(target)),
      isSaved,
      // Advances the time of Redis by this process's monotonic clock.
      now: () => addMs(readAt as Instant, Math.floor(performance.now() - receivedAt)),
    };
  };

  return {
    load: async (target): Promise<LoadedTarget> => readReply(target, await load([keyOf(target)], [])),

    async save({ now, target, version }, state, keptFor) {
      const key = keyOf(target);
      const sealed = sealTarget(keyRing, state, key);
      const latest = now() + MAX_DELAY;
      return readReply(target, await save([key], [version, latest, sealed, Math.ceil(keptFor)]), state);
    },

    async reserveName(macs) {
      const names = mapCandidates(macs, (target) => ({ target, key: keyOf(target), usageKeys: [keyOf(target)] }));
      return (await naming.reserve(names)).target;
    },

    indexToken: (token, id, ms) => tokens.add(token, id, ms),
    findByToken: (token) => tokens.find(token),

    async ping() {
      await orRedisUnavailable(redis.ping());
    },
  };
}
