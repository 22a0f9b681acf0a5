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

/** What was read longer ago (ms) is not saved: lifetimes are judged by the time of the reading. */
const LONGEST_THOUGHT = SECOND;

/** As in the prelude. */
const Reply = z.tuple([z.number(), z.string(), z.string(), z.number()]);

const keyOf = (target: Mac): string => `target:{${target}}`;

/** Keeps each target under one key. Only the token index has keys of its own. */
export function createRedisTargetStore({ keyRing, redis }: RedisTargetStoreOptions): TargetStore {
  const [load, save] = [loadScript(redis, 'targets', 'load'), loadScript(redis, 'targets', 'save')];
  const naming = createNameResolver(redis);
  const tokens = createTokenIndex({ redis, keyRing });

  /** Advances the time of the reading by this process's monotonic clock. */
  const loaded = (target: Mac, reply: unknown) => {
    const [isSaved, version, sealed, readAt] = Reply.parse(reply);
    const receivedAt = performance.now();
    return {
      target,
      version,
      state: unsealTarget(keyRing, sealed, keyOf(target)),
      isSaved: isSaved === 1,
      now: () => addMs(readAt as Instant, Math.floor(performance.now() - receivedAt)),
    };
  };

  return {
    load: async (target): Promise<LoadedTarget> => loaded(target, await load([keyOf(target)], [])),

    async save({ now, target, version }, state, keptFor) {
      const key = keyOf(target);
      const sealed = sealTarget(keyRing, state, key);
      const latest = now() + LONGEST_THOUGHT;
      return loaded(target, await save([key], [version, latest, sealed, Math.ceil(keptFor)]));
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
