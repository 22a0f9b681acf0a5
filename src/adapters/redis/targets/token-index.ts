import { z } from 'zod';
import type { KeyRing, Mac } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { TokenDigest } from '../../../ports/recovery/recovery-store';
import type { RedisClient } from '../client';
import { orRedisUnavailable } from '../or-unavailable';

export interface TokenIndexOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
}

/** In a slot of its own, because the target is not known when a token is looked up. */
const keyOf = (mac: Mac): string => `token:${mac}`;

const Sealed = z.string().nullable();

/**
 * Finds the recovery of a token. Entries are sealed to their key: without a secret key, write access to Redis cannot make an attacker's
 * token lead to another person's recovery.
 */
export function createTokenIndex({ keyRing, redis }: TokenIndexOptions) {
  return {
    async add(token: TokenDigest, id: RecoveryId, ms: number): Promise<void> {
      const key = keyOf(keyRing.mac('token', token));
      await orRedisUnavailable(redis.set(key, keyRing.seal('recovery', id, key), 'PX', ms));
    },

    /** Sends one command per key of the ring, because in a cluster they are in different slots. */
    async find(token: TokenDigest): Promise<RecoveryId | undefined> {
      const found = await Promise.all(
        keyRing.macs('token', token).map(async (mac) => {
          const sealed = Sealed.parse(await orRedisUnavailable(redis.get(keyOf(mac))));
          return sealed === null ? undefined : keyRing.unseal('recovery', sealed, keyOf(mac));
        }),
      );
      return found.find((id) => id !== undefined) as RecoveryId | undefined;
    },
  };
}
