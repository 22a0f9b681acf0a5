import { createMemoryMailQuota, createUnlimitedMailQuota } from '../../src/adapters/memory/mail-quota';
import { connectRedis, masterNodes, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisMailQuota } from '../../src/adapters/redis/mail-quota/mail-quota';
import type { MailQuotaRules } from '../../src/domain/mail/mail-quota';
import { DAY, HOUR, addMs, MINUTE, type Instant } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import { fastForwardMailQuota, allKeys } from '../support/redis/fast-forward';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { startRedis } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { describeMailQuota, EXCEEDED, retryIn, type MailQuotaHarness } from './suites/mail-quota';
import { describeMailQuotaHistories } from './suites/mail-quota-histories';
import { FROZEN_CLOCK, concurrently } from './suites/recovery-store/harness';

const inMemory = (): MailQuotaHarness => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  return {
    begin(rules) {
      const quota = createMemoryMailQuota({ clock, rules });
      return Promise.resolve({ quota, other: quota });
    },
    passTime(ms) {
      now = addMs(now, ms);
      return Promise.resolve();
    },
    now: () => now,
    clockSlack: FROZEN_CLOCK,
    historyCount: 500,
  };
};

describeMailQuota('memory', inMemory);
describeMailQuotaHistories('memory', inMemory);

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  let second: RedisClient;
  beforeAll(async () => {
    second = await clients.connect();
  });
  afterAll(clients.disconnect);

  let passed = 0;
  async function begin(rules: MailQuotaRules) {
    await Promise.all(masterNodes(redis()).map((master) => master.flushall()));
    return {
      quota: createRedisMailQuota({ redis: redis(), rules }),
      other: createRedisMailQuota({ redis: second, rules }),
    };
  }
  async function passTime(ms: number) {
    await fastForwardMailQuota(redis(), ms);
    passed += ms;
  }

  const onRedis = () => ({ begin, passTime, now: () => Date.now() + passed, clockSlack: 250, historyCount: 20 });
  describeMailQuota(`Redis ${name}`, onRedis);
  describeMailQuotaHistories(`Redis ${name}`, onRedis);

  describe(`mail quota on a Redis ${name}`, () => {
    const wide = { limits: [{ most: 100_000, per: HOUR }], reservedShare: 1 / 3 };

    it('stores a few numbers however many mails the limit allows, all of them with an expiry', async () => {
      const { quota } = await begin(wide);
      for (let minute = 0; minute < 130; minute++) {
        await concurrently(5, () => quota.acquire('code'));
        await passTime(MINUTE);
      }
      const pools = await allKeys(redis());
      expect(pools).toHaveLength(2);
      for (const pool of pools) {
        expect(await redis().hlen(pool)).toBeLessThanOrEqual(2 * 62);
        expect(await redis().pttl(pool)).toBeGreaterThan(0);
        expect(await redis().pttl(pool)).toBeLessThanOrEqual(HOUR + MINUTE);
      }
    });

    it('leaves no key behind when the whole quota has been returned', async () => {
      const { quota } = await begin({ limits: [...wide.limits, { most: 1, per: DAY }], reservedShare: 0 });
      await quota.acquire('code');
      await quota.backOff(MINUTE);
      expect(await allKeys(redis())).toHaveLength(5);
      await passTime(DAY + DAY / 60);
      expect(await allKeys(redis())).toEqual([]);
    });

    it('acquires a mail in one round trip', async () => {
      const { quota } = await begin(wide);
      await quota.acquire('code');
      const sent = jest.spyOn(redis(), 'sendCommand');
      await quota.acquire('code');
      const count = sent.mock.calls.length;
      sent.mockRestore();
      expect(count).toBe(1);
    });

    it('keeps the mails already counted when the limit changes at a restart', async () => {
      const { quota } = await begin({ limits: [{ most: 10, per: HOUR }], reservedShare: 0 });
      for (let n = 0; n < 5; n++) await quota.acquire('link');
      await passTime(10 * MINUTE);
      for (let n = 0; n < 5; n++) await quota.acquire('link');
      const narrower = createRedisMailQuota({
        redis: redis(),
        rules: { limits: [{ most: 3, per: HOUR }], reservedShare: 0 },
      });
      const wider = createRedisMailQuota({
        redis: redis(),
        rules: { limits: [{ most: 11, per: HOUR }], reservedShare: 0 },
      });
      const wait = retryIn(await narrower.acquire('link'));
      expect(wait).toBeGreaterThan(HOUR - MINUTE);
      expect(await wider.acquire('link')).toEqual({ kind: 'acquired' });
      expect(await wider.acquire('link')).toEqual(EXCEEDED);
    });
  });
});

describeWith(['redis-server'], 'mail quota during a Redis outage', () => {
  it('the quota grants no mail during a Redis outage, and grants mails again afterwards', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const quota = createRedisMailQuota({ redis, rules: { limits: [{ most: 1, per: HOUR }], reservedShare: 0 } });
    try {
      await server.stop();
      for (const step of [() => quota.acquire('link'), () => quota.backOff(MINUTE)]) {
        const error: unknown = await step().catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(Unavailable);
        expect(error).toMatchObject({ port: 'redis' });
      }
      await server.restart();
      const granted = () =>
        quota.acquire('link').then(
          ({ kind }) => kind === 'acquired',
          () => false,
        );
      while (!(await granted())) await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});

describe('unlimited mail quota', () => {
  it('grants every request, even during a back-off', async () => {
    const quota = createUnlimitedMailQuota();
    await quota.backOff(DAY);
    const results = await concurrently(1_000, () => quota.acquire('code'));
    expect(results.filter(({ kind }) => kind === 'exceeded')).toEqual([]);
  });
});
