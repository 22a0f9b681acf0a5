import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Redis } from 'ioredis';
import { SECOND } from '../../domain/time';
import { Unavailable, withoutCommandArguments } from '../../ports/errors';
import type { KeyRing } from '../../ports/security/key-ring';
import type { RateLimitRules, RateLimits } from '../../ports/security/rate-limits';
import { createRateLimits } from './rate-limits';
import { BLOCKING_CHARGES, type WindowRule, type CountingWindow } from './counting-window';

export interface RedisRateLimitsOptions {
  /** A connection that fails at once while Redis is down. */
  readonly redis: Redis | Cluster;
  readonly keyRing: KeyRing;
  readonly rules: RateLimitRules;
}

/** `count.lua` as a command of the client, which sends its text once per connection and its hash from then on. */
interface CountCommand {
  countInWindow(key: string, by: 1 | 0 | -1, seconds: number): Promise<[charged: number, msLeft: number]>;
}

/**
 * Keeps counts that all processes share. Each has one key, which expires by itself, so clusters need no hash tag. Does not
 * fall back to memory when Redis is down: each process would then allow the full limit.
 */
export function createRedisRateLimits({ keyRing, redis, rules }: RedisRateLimitsOptions): RateLimits {
  redis.defineCommand('countInWindow', { numberOfKeys: 1, lua: readFileSync(join(__dirname, 'count.lua'), 'utf8') });
  return createRateLimits({ keyRing, rules, createWindow: (rule) => createRedisWindow(redis, rule) });
}

function createRedisWindow(redis: Redis | Cluster, { most, per }: WindowRule): CountingWindow {
  const seconds = Math.ceil(per / SECOND);
  const keyOf = (name: string) => `limit:${seconds}:${name}`;
  const count = async (name: string, by: 1 | 0 | -1) => {
    const answer = (redis as unknown as CountCommand).countInWindow(keyOf(name), by, seconds);
    const [charged, msLeft] = await answer.catch(failUnavailable);
    return { charged, msLeft };
  };
  return {
    charge: (name) => count(name, 1),
    peek: (name) => count(name, 0),
    refund: (name) => count(name, -1),
    async block(name, ms) {
      await redis.set(keyOf(name), most + BLOCKING_CHARGES, 'EX', Math.ceil(ms / SECOND)).catch(failUnavailable);
    },
  };
}

function failUnavailable(error: unknown): never {
  throw new Unavailable('rate-limits', withoutCommandArguments(error));
}
