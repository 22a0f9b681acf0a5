import { DAY } from '../../domain/time';
import type { KeyRing } from '../../ports/security/key-ring';
import type { RedisClient } from './client';
import { orUnavailable } from './or-unavailable';

/** Longer than a service runs without being connected anew, which announces its keys again. */
const REMEMBERED = 400 * DAY;

const keyOf = (mac: string): string => `ring:${mac}`;

/** Lets commands find out whether they have the keys that the service works with: with others they would name nobody it knows. */
export async function announceKeys(redis: RedisClient, keyRing: KeyRing): Promise<void> {
  await orUnavailable(redis.set(keyOf(keyRing.mac('target', 'ring')), '', 'PX', REMEMBERED));
}

/** Whether a service has announced one of these keys. @throws Unavailable */
export async function findAnnouncedKeys(redis: RedisClient, keyRing: KeyRing): Promise<'known' | 'unknown'> {
  const found = await Promise.all(keyRing.macs('target', 'ring').map((mac) => orUnavailable(redis.exists(keyOf(mac)))));
  return found.includes(1) ? 'known' : 'unknown';
}
