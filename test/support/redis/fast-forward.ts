import { masterNodes, type RedisClient } from '../../../src/adapters/redis/client';
import type { KeyRing } from '../../../src/ports/security/key-ring';
import { testKeyRing } from '../secrets/key-rings';

const AGE = `
local ms = tonumber(ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left > ms then redis.call('PEXPIRE', KEYS[1], left - ms) elseif left >= 0 then redis.call('DEL', KEYS[1]) end
return left
`;

/**
 * Makes every entry of the stores `ms` older, as if the clock of Redis had advanced. `keyRing` unseals the targets, whose instants are
 * sealed. @throws Error when a key has no expiry
 */
export async function fastForwardRedis(redis: RedisClient, ms: number, keyRing = testKeyRing): Promise<void> {
  for (const key of (await allKeys(redis)).filter(isStoreKey)) {
    if (/^target:\{[^}]*\}$/.test(key)) await ageTarget({ redis, keyRing }, key, ms);
    const left = await redis.eval(AGE, 1, key, ms);
    if (left === -1) throw new Error(`${key} has no expiry`);
  }
}

/** Numbers from here on are instants. */
const FIRST_INSTANT = Date.UTC(2020, 0, 1);

async function ageTarget(
  { keyRing, redis }: { readonly redis: RedisClient; readonly keyRing: KeyRing },
  key: string,
  ms: number,
): Promise<void> {
  const sealed = await redis.hget(key, 'sealed');
  const json = sealed === null ? undefined : keyRing.unseal('recovery', sealed, key);
  if (json === undefined) throw new Error(`${key} is sealed with another key`);
  const aged: unknown = JSON.parse(json, (_name, value: unknown) =>
    typeof value === 'number' && value >= FIRST_INSTANT ? value - ms : value,
  );
  await redis.hset(key, 'sealed', keyRing.seal('recovery', JSON.stringify(aged), key));
  await redis.hincrby(key, 'version', 1);
}

/** Returns whether a store owns the key. The queues manage theirs themselves, and `ring:` holds the ids of the keys in use. */
export const isStoreKey = (key: string): boolean => !/^(\{(mail|watch)\}|ring):/.test(key);

export async function allKeys(redis: RedisClient): Promise<string[]> {
  return (await Promise.all(masterNodes(redis).map((node) => node.keys('*')))).flat();
}

/** Ages a mail quota, whose hash has instants as field names. */
const AGE_QUOTA = `
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return end
local flat, left = redis.call('HGETALL', KEYS[1]), redis.call('PTTL', KEYS[1])
redis.call('DEL', KEYS[1])
for i = 1, #flat, 2 do redis.call('HSET', KEYS[1], flat[i] - ARGV[1], flat[i + 1]) end
if left >= 0 then redis.call('PEXPIRE', KEYS[1], left) end
`;

/** Makes the mail quota and every entry of the stores `ms` older. */
export async function fastForwardMailQuota(redis: RedisClient, ms: number): Promise<void> {
  const pools = (await allKeys(redis)).filter((key) => key.startsWith('budget:'));
  for (const pool of pools) await redis.eval(AGE_QUOTA, 1, pool, ms);
  await fastForwardRedis(redis, ms);
}

/** Ages a feed by rewriting its stream, because its ids contain the time. Watermarks from before become invalid. */
const AGE_FEED = `
if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return end
local entries, left = redis.call('XRANGE', KEYS[1], '-', '+'), redis.call('PTTL', KEYS[1])
redis.call('DEL', KEYS[1])
redis.call('XADD', KEYS[1], 'MAXLEN', '=', 0, '0-1', 'activity', '')
for _, entry in ipairs(entries) do
  local ms, number = entry[1]:match('(%d+)-(%d+)')
  redis.call('XADD', KEYS[1], string.format('%.0f', ms - ARGV[1]) .. '-' .. number, unpack(entry[2]))
end
if left >= 0 then redis.call('PEXPIRE', KEYS[1], left) end
`;

/** Makes the feeds and every entry of the stores `ms` older. */
export async function fastForwardFeeds(redis: RedisClient, ms: number): Promise<void> {
  for (const key of await allKeys(redis)) await redis.eval(AGE_FEED, 1, key, ms);
  await fastForwardRedis(redis, ms);
}
