import { createMemoryMailBudget, createUnboundedMailBudget } from '../../src/adapters/memory/mail-budget';
import { connectRedis, mastersOf, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisMailBudget } from '../../src/adapters/redis/mail-budget';
import type { MailRate } from '../../src/domain/mail-rate';
import { DAY, HOUR, later, MINUTE, type Instant } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import { ageBudget } from '../support/age-budget';
import { allKeys } from '../support/age-redis';
import { describeOnRedis } from '../support/on-redis';
import { redisClients } from '../support/redis-clients';
import { startRedis } from '../support/redis-server';
import { describeWith } from '../support/tools';
import { describeMailBudget, FULL, retryIn, type MailBudgetHarness } from './mail-budget';
import { describeBudgetHistories } from './mail-budget-histories';
import { STILL, times } from './recovery-store-world';

const inMemory = (): MailBudgetHarness => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  const clock = { now: () => now, pause: () => Promise.resolve() };
  return {
    begin(rate) {
      const budget = createMemoryMailBudget({ clock, rate });
      return Promise.resolve({ budget, other: budget });
    },
    pass(ms) {
      now = later(now, ms);
      return Promise.resolve();
    },
    now: () => now,
    slack: STILL,
    histories: 500,
  };
};

describeMailBudget('memory', inMemory);
describeBudgetHistories('memory', inMemory);

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  let second: RedisClient;
  beforeAll(async () => {
    second = await clients.connect();
  });
  afterAll(clients.disconnect);

  let passed = 0;
  async function begin(rate: MailRate) {
    await Promise.all(mastersOf(redis()).map((master) => master.flushall()));
    return {
      budget: createRedisMailBudget({ redis: redis(), rate }),
      other: createRedisMailBudget({ redis: second, rate }),
    };
  }
  async function pass(ms: number) {
    await ageBudget(redis(), ms);
    passed += ms;
  }

  const onRedis = () => ({ begin, pass, now: () => Date.now() + passed, slack: 250, histories: 20 });
  describeMailBudget(`Redis ${name}`, onRedis);
  describeBudgetHistories(`Redis ${name}`, onRedis);

  describe(`a mail budget on a Redis ${name}`, () => {
    const wide = { limits: [{ most: 100_000, per: HOUR }], reserved: 1 / 3 };

    it('holds a few numbers however many mails the limit allows, all of them with an end', async () => {
      const { budget } = await begin(wide);
      for (let minute = 0; minute < 130; minute++) {
        await times(5, () => budget.take('code'));
        await pass(MINUTE);
      }
      const pools = await allKeys(redis());
      expect(pools).toHaveLength(2);
      for (const pool of pools) {
        expect(await redis().hlen(pool)).toBeLessThanOrEqual(2 * 62);
        expect(await redis().pttl(pool)).toBeGreaterThan(0);
        expect(await redis().pttl(pool)).toBeLessThanOrEqual(HOUR + MINUTE);
      }
    });

    it('lets nothing live on when all has come back', async () => {
      const { budget } = await begin({ limits: [...wide.limits, { most: 1, per: DAY }], reserved: 0 });
      await budget.take('code');
      await budget.pause(MINUTE);
      expect(await allKeys(redis())).toHaveLength(5);
      await pass(DAY + DAY / 60);
      expect(await allKeys(redis())).toEqual([]);
    });

    it('takes one round trip', async () => {
      const { budget } = await begin(wide);
      await budget.take('code');
      const sent = jest.spyOn(redis(), 'sendCommand');
      await budget.take('code');
      const count = sent.mock.calls.length;
      sent.mockRestore();
      expect(count).toBe(1);
    });

    it('counts on what is away when the limit is another after a restart', async () => {
      const { budget } = await begin({ limits: [{ most: 10, per: HOUR }], reserved: 0 });
      for (let n = 0; n < 5; n++) await budget.take('link');
      await pass(10 * MINUTE);
      for (let n = 0; n < 5; n++) await budget.take('link');
      const narrower = createRedisMailBudget({
        redis: redis(),
        rate: { limits: [{ most: 3, per: HOUR }], reserved: 0 },
      });
      const wider = createRedisMailBudget({ redis: redis(), rate: { limits: [{ most: 11, per: HOUR }], reserved: 0 } });
      const told = retryIn(await narrower.take('link'));
      expect(told).toBeGreaterThan(HOUR - MINUTE);
      expect(await wider.take('link')).toEqual({ kind: 'granted' });
      expect(await wider.take('link')).toEqual(FULL);
    });
  });
});

describeWith(['redis-server'], 'a mail budget whose Redis is down', () => {
  it('grants nothing, and does again when Redis is back', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const budget = createRedisMailBudget({ redis, rate: { limits: [{ most: 1, per: HOUR }], reserved: 0 } });
    try {
      await server.stop();
      for (const step of [() => budget.take('link'), () => budget.pause(MINUTE)]) {
        const error: unknown = await step().catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(Unavailable);
        expect(error).toMatchObject({ port: 'redis' });
      }
      await server.restart();
      const granted = () =>
        budget.take('link').then(
          ({ kind }) => kind === 'granted',
          () => false,
        );
      while (!(await granted())) await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});

describe('an unbounded mail budget', () => {
  it('grants whatever is asked, paused or not', async () => {
    const budget = createUnboundedMailBudget();
    await budget.pause(DAY);
    const grants = await times(1_000, () => budget.take('code'));
    expect(grants.filter(({ kind }) => kind === 'full')).toEqual([]);
  });
});
