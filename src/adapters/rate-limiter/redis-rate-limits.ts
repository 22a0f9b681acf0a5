import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { KeyRing } from '../../ports/key-ring';
import type { LimitRules, RateLimits } from '../../ports/rate-limits';
import { createRateLimits } from './rate-limits';
import { standingOf } from './standing-of';
import { PAUSED, type Grant, type Window } from './window';

export interface RedisRateLimitsOptions {
  /** One that fails at once while Redis is down. */
  readonly redis: Redis | Cluster;
  readonly keyRing: KeyRing;
  readonly rules: LimitRules;
}

/** Counts that all processes share. One key for each, so that it does not matter where in a cluster they are; they end by themselves. */
export function createRedisRateLimits({ keyRing, redis, rules }: RedisRateLimitsOptions): RateLimits {
  const script = readFileSync(join(__dirname, 'count.lua'), 'utf8');
  return createRateLimits({ keyRing, rules, windowOf: (grant) => createRedisWindow(redis, script, grant) });
}

function createRedisWindow(redis: Redis | Cluster, script: string, { most, per }: Grant): Window {
  const seconds = Math.ceil(per / SECOND);
  // No insurance: a limit that each process kept for itself while Redis is down would be none.
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `limit:${seconds}`,
    points: most,
    duration: seconds,
    customIncrTtlLuaScript: script,
  });
  return {
    charge: (name) => standingOf(limiter.consume(name)),
    look: (name) => standingOf(limiter.penalty(name, 0)),
    refund: (name) => standingOf(limiter.reward(name)),
    async pause(name, ms) {
      await standingOf(limiter.set(name, most + PAUSED, Math.ceil(ms / SECOND)));
    },
  };
}
