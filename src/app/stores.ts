import { createRecoveryStore } from '../recovery/store/create-recovery-store';
import { createMemoryActivityFeed } from '../adapters/memory/activity-feed';
import { createMemoryTargetStore } from '../adapters/memory/target-store';
import { createMemorySessionStore } from '../adapters/memory/session-store';
import { createMemoryRateLimits } from '../adapters/rate-limiter/memory-rate-limits';
import { createRedisRateLimits } from '../adapters/rate-limiter/redis-rate-limits';
import { type RedisClient } from '../adapters/redis/client';
import { readEvictionPolicy } from '../adapters/redis/eviction';
import { announceKeys } from '../adapters/redis/key-announcement';
import { createRedisActivityFeed } from '../adapters/redis/feed/activity-feed';
import { createRedisTargetStore } from '../adapters/redis/targets/target-store';
import { createRedisSessionStore } from '../adapters/redis/session/session-store';
import type { Dependency } from '../http/routes/health';
import type { ActivityFeed } from '../ports/chat/activity-feed';
import type { Clock, Random } from '../ports/system';
import type { KeyRing } from '../ports/security/key-ring';
import type { RateLimits } from '../ports/security/rate-limits';
import type { RecoveryStore } from '../ports/recovery/recovery-store';
import type { SessionStore } from '../ports/chat/session-store';
import { chatLimits, sessionRules } from '../policy/chat';
import { rateLimitRules } from '../policy/rate-limits';
import { recoveryRules } from '../policy/recovery';
import type { RedisConnections } from './redis-connections';

export interface Stores {
  readonly dependencies: readonly Dependency[];
  readonly recoveries: RecoveryStore;
  readonly sessions: SessionStore;
  readonly limits: RateLimits;
  /** The activities of the website's conversations. */
  readonly feed: ActivityFeed;
}

interface StoreParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly keyRing: KeyRing;
}

/** Opens the stores on Redis. Without Redis they are kept in this process, and lost with it. */
export function openStores(connections: RedisConnections | undefined, { clock, keyRing, random }: StoreParts): Stores {
  if (connections === undefined) {
    return {
      recoveries: createRecoveryStore(createMemoryTargetStore(clock), recoveryRules),
      sessions: createMemorySessionStore({ clock, random, rules: sessionRules }),
      limits: createMemoryRateLimits({ keyRing, rules: rateLimitRules }),
      feed: createMemoryActivityFeed({ clock, rules: chatLimits.feed }),
      dependencies: [],
    };
  }
  const { redis, subscriber } = connections;
  // Repeated after each reconnect: Redis may have been down until then, or may have restarted empty.
  const announce = () => void announceKeys(redis, keyRing).catch(() => undefined);
  announce();
  redis.on('ready', announce);
  const sessions = createRedisSessionStore({ redis, keyRing, random, rules: sessionRules });
  return {
    recoveries: createRecoveryStore(createRedisTargetStore({ redis, keyRing }), recoveryRules),
    sessions,
    limits: createRedisRateLimits({ redis, keyRing, rules: rateLimitRules }),
    feed: createRedisActivityFeed({ redis, subscriber, keyRing, rules: chatLimits.feed }),
    dependencies: [{ name: 'redis', check: () => sessions.ping().then(() => requireNoEviction(redis)) }],
  };
}

/** A server that was down at the start may turn out only later to evict keys. @throws Error */
async function requireNoEviction(redis: RedisClient): Promise<void> {
  if ((await readEvictionPolicy(redis)).kind === 'evicts') throw new Error('Redis evicts keys');
}
