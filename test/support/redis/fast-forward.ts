import { masterNodes, type RedisClient } from '../../../src/adapters/redis/client';

/** The fields of the stores' hashes that hold an instant. */
const INSTANTS = ['begunAt', 'owedAt', 'acceptBy', 'endsAt', 'pausedAt', 'pausedUntil', 'heldAt', 'heldUntil'];

const AGE = `
local ms = tonumber(table.remove(ARGV, 1))
if redis.call('TYPE', KEYS[1]).ok == 'hash' then
  for _, field in ipairs(ARGV) do
    local instant = redis.call('HGET', KEYS[1], field)
    if instant then redis.call('HSET', KEYS[1], field, instant - ms) end
  end
end
local left = redis.call('PTTL', KEYS[1])
if left > ms then redis.call('PEXPIRE', KEYS[1], left - ms) elseif left >= 0 then redis.call('DEL', KEYS[1]) end
return left
`;

/** Makes everything `ms` older, as if Redis's clock had gone on. @throws Error when a key would live forever */
export async function fastForwardRedis(redis: RedisClient, ms: number): Promise<void> {
  for (const key of (await allKeys(redis)).filter(isStoreKey)) {
    const left = await redis.eval(AGE, 1, key, ms, ...INSTANTS);
    if (left === -1) throw new Error(`${key} has no end`);
  }
}

/** Whether it is a store's key. The queues keep theirs, for as long as there are jobs and for themselves; `ring:` names the keys in use. */
export const isStoreKey = (key: string): boolean => !/^(\{(mail|watch)\}|ring):/.test(key);

export async function allKeys(redis: RedisClient): Promise<string[]> {
  return (await Promise.all(masterNodes(redis).map((node) => node.keys('*')))).flat();
}
