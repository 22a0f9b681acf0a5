import { createMemoryRecoveryStore } from '../../src/adapters/memory/recovery/recovery-store';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery/recovery-store';
import { addMs, type Instant } from '../../src/domain/time';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { testKeyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { describeRecoveryStore } from './suites/recovery-store/recovery-store';
import { rules, FROZEN_CLOCK } from './suites/recovery-store/harness';

describeRecoveryStore('memory', () => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  return {
    store: createMemoryRecoveryStore({ clock: { now: () => now }, rules }),
    passTime: (ms) => {
      now = addMs(now, ms);
      return Promise.resolve();
    },
    clockSlack: FROZEN_CLOCK,
  };
});

describeOnRedis((name, redis) => {
  describeRecoveryStore(`Redis ${name}`, () => ({
    store: createRedisRecoveryStore({ redis: redis(), keyRing: testKeyRing, rules }),
    passTime: (ms) => fastForwardRedis(redis(), ms),
    clockSlack: 250,
  }));
});
