import { createRecoveryStore } from '../../src/recovery/store/create-recovery-store';
import { createMemoryTargetStore } from '../../src/adapters/memory/target-store';
import { createRedisTargetStore } from '../../src/adapters/redis/targets/target-store';
import { addMs, type Instant } from '../../src/domain/time';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { testKeyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { describeRecoveryStore } from './suites/recovery-store/recovery-store';
import { rules, FROZEN_CLOCK } from './suites/recovery-store/harness';

describeRecoveryStore('memory', () => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  return {
    store: createRecoveryStore(createMemoryTargetStore({ now: () => now }), rules),
    passTime: (ms) => {
      now = addMs(now, ms);
      return Promise.resolve();
    },
    clockSlack: FROZEN_CLOCK,
  };
});

describeOnRedis((name, redis) => {
  describeRecoveryStore(`Redis ${name}`, () => ({
    store: createRecoveryStore(createRedisTargetStore({ redis: redis(), keyRing: testKeyRing }), rules),
    passTime: (ms) => fastForwardRedis(redis(), ms),
    clockSlack: 250,
  }));
});
