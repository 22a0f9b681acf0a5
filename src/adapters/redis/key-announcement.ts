import { DAY } from '../../domain/time';
import type { KeyRing } from '../../ports/security/key-ring';
import type { RedisClient } from './client';
import { orRedisUnavailable } from './or-unavailable';

/** How long an announcement stands (ms): longer than a service runs without a reconnect, which repeats it. */
const REMEMBERED = 400 * DAY;

const keyOf = (mac: string): string => `ring:${mac}`;

/** Announces the service's keys, so that operators' commands can check that they have the same: with others they find no target. */
export async function announceKeys(redis: RedisClient, keyRing: KeyRing): Promise<void> {
  await orRedisUnavailable(redis.set(keyOf(keyRing.mac('target', 'ring')), '', 'PX', REMEMBERED));
}

/** Returns whether a service has announced one of these keys. @throws Unavailable */
export async function findAnnouncedKeys(redis: RedisClient, keyRing: KeyRing): Promise<'known' | 'unknown'> {
  const found = await Promise.all(
    keyRing.macs('target', 'ring').map((mac) => orRedisUnavailable(redis.exists(keyOf(mac)))),
  );
  return found.includes(1) ? 'known' : 'unknown';
}
