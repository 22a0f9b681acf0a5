import { z } from 'zod';
import type { KeyRing, Mac } from '../../../ports/security/key-ring';
import type { RecoveryId } from '../../../ports/ids';
import type { TokenDigest } from '../../../ports/recovery/recovery-store';
import type { RedisClient } from '../client';
import { orUnavailable } from '../or-unavailable';

export interface TokenIndexOptions {
  readonly redis: RedisClient;
  readonly keyRing: KeyRing;
  /** How long a token is found (ms). */
  readonly retention: number;
}

/** In a slot of its own: whoever brings a token knows no target yet. */
const keyOf = (mac: Mac): string => `token:${mac}`;

const Sealed = z.string().nullable();

/**
 * Which recovery a token belongs to. The entry is sealed to its key: who can write to Redis, but has no key of ours, cannot make a token of
 * their own lead to the recovery of another.
 */
export function createTokenIndex({ keyRing, redis, retention }: TokenIndexOptions) {
  return {
    async add(token: TokenDigest, id: RecoveryId): Promise<void> {
      const key = keyOf(keyRing.mac('token', token));
      await orUnavailable(redis.set(key, keyRing.seal('recovery', id, key), 'PX', retention));
    },

    /** One command for each key of the ring: in a cluster they are in different slots. */
    async find(token: TokenDigest): Promise<RecoveryId | undefined> {
      const found = await Promise.all(
        keyRing.macs('token', token).map(async (mac) => {
          const sealed = Sealed.parse(await orUnavailable(redis.get(keyOf(mac))));
          return sealed === null ? undefined : keyRing.unseal('recovery', sealed, keyOf(mac));
        }),
      );
      return found.find((id) => id !== undefined) as RecoveryId | undefined;
    },
  };
}
