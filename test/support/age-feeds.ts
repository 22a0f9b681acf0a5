import type { RedisClient } from '../../src/adapters/redis/client';
import { fastForwardRedis, allKeys } from './redis/fast-forward';

/** A stream is written anew, since the time of its entries stands in their ids: places given out before are no more. */
const AGE = `
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

/** Makes the feeds and all else `ms` older, as if Redis's clock had gone on. */
export async function fastForwardFeeds(redis: RedisClient, ms: number): Promise<void> {
  for (const key of await allKeys(redis)) await redis.eval(AGE, 1, key, ms);
  await fastForwardRedis(redis, ms);
}
