import { createMemoryRecoveryStore } from '../../src/adapters/memory/recovery-store';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery-store';
import { later, type Instant } from '../../src/domain/time';
import { ageRedis } from '../support/age-redis';
import { testKeyRing } from '../support/key-ring';
import { describeOnRedis } from '../support/on-redis';
import { describeRecoveryStore } from './recovery-store';
import { rules, STILL } from './recovery-store-world';

describeRecoveryStore('memory', () => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  return {
    store: createMemoryRecoveryStore({ clock: { now: () => now }, rules }),
    pass: (ms) => {
      now = later(now, ms);
      return Promise.resolve();
    },
    slack: STILL,
  };
});

describeOnRedis((name, redis) => {
  describeRecoveryStore(`Redis ${name}`, () => ({
    store: createRedisRecoveryStore({ redis: redis(), keyRing: testKeyRing, rules }),
    pass: (ms) => ageRedis(redis(), ms),
    slack: 250,
  }));
});
