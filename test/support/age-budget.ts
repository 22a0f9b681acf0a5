import type { RedisClient } from '../../src/adapters/redis/client';
import { fastForwardRedis, allKeys } from './redis/fast-forward';

/** The names of a pool's fields are instants. */
const AGE = `
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return end
local flat, left = redis.call('HGETALL', KEYS[1]), redis.call('PTTL', KEYS[1])
redis.call('DEL', KEYS[1])
for i = 1, #flat, 2 do redis.call('HSET', KEYS[1], flat[i] - ARGV[1], flat[i + 1]) end
if left >= 0 then redis.call('PEXPIRE', KEYS[1], left) end
`;

/** Makes a mail budget `ms` older, as if Redis's clock had gone on. */
export async function fastForwardMailQuota(redis: RedisClient, ms: number): Promise<void> {
  const pools = (await allKeys(redis)).filter((key) => key.startsWith('budget:'));
  for (const pool of pools) await redis.eval(AGE, 1, pool, ms);
  await fastForwardRedis(redis, ms);
}
