import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { createRedisRateLimits } from '../../src/adapters/rate-limiter/redis-rate-limits';
import { connectRedis, masterNodes, type RedisClient } from '../../src/adapters/redis/client';
import { DAY, MINUTE, SECOND } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import type { KeyRing } from '../../src/ports/security/key-ring';
import type { Charge, RateLimits } from '../../src/ports/security/rate-limits';
import { rateLimitRules as rules } from '../../src/policy/rate-limits';
import { fastForwardRedis, allKeys } from '../support/redis/fast-forward';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { startRedisCluster } from '../support/redis/redis-cluster';
import { startRedis } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { describeRateLimits, countAllowed, keyRingOf } from './suites/rate-limits';
import { concurrently } from './suites/recovery-store/harness';

describe('rate limits in memory', () => {
  // The library reads the clock of the process.
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  describeRateLimits('memory', () => {
    // A memory store has one key ring for its lifetime; here it gets another one, so that it passes the same suite.
    let ring = keyRingOf('one');
    const limits = createMemoryRateLimits({ rules, keyRing: { ...ring, macs: (...given) => ring.macs(...given) } });
    const open = (keyRing: KeyRing): RateLimits => {
      ring = keyRing;
      return limits;
    };
    return {
      clear: () => Promise.resolve(),
      open,
      openInOtherProcess: open,
      passTime(ms) {
        jest.advanceTimersByTime(ms);
        return Promise.resolve();
      },
    };
  });
});

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  let second: RedisClient;
  beforeAll(async () => {
    second = await clients.connect();
  });
  afterAll(clients.disconnect);

  const clear = async () => {
    await Promise.all(masterNodes(redis()).map((master) => master.flushall()));
  };
  const open = (keyRing: KeyRing) => createRedisRateLimits({ redis: redis(), keyRing, rules });

  describeRateLimits(`Redis ${name}`, () => ({
    clear,
    open,
    openInOtherProcess: (keyRing) => createRedisRateLimits({ redis: second, keyRing, rules }),
    passTime: (ms) => fastForwardRedis(redis(), ms),
  }));

  describe(`rate limits on a Redis ${name}`, () => {
    const charges = [
      { limit: 'document-validations', key: '1710034065' },
      { limit: 'document-rucs', key: '1710034065', member: '1799999915001' },
      { limit: 'target-codes', key: '1799999915001-0001' },
      { limit: 'mailbox-mails', key: 'person@example.org' },
      { limit: 'user-failures', key: 'msteams|29:person' },
    ] as const;

    beforeEach(clear);

    it('the limits store nothing readable and nothing without an expiry', async () => {
      const limits = open(keyRingOf('one'));
      await limits.charge(charges);
      await limits.block(charges[4], 15 * MINUTE);
      const keys = await allKeys(redis());
      const values = await Promise.all(keys.map((key) => redis().get(key)));
      expect(keys).toHaveLength(9);
      for (const key of keys) expect(key).toMatch(/^limit:\d+:[\w-]{43}$/);
      for (const value of values) expect(value).toMatch(/^\d{1,7}$/);
      const ends = await Promise.all(keys.map((key) => redis().pttl(key)));
      expect(ends.filter((ms) => ms <= 0 || ms > DAY)).toEqual([]);
      await fastForwardRedis(redis(), DAY);
      expect(await allKeys(redis())).toEqual([]);
    });

    it('neither a read nor a refund that comes too late starts a window', async () => {
      const limits = open(keyRingOf('one'));
      await limits.peek(charges);
      await limits.refund(charges);
      expect(await allKeys(redis())).toEqual([]);
    });

    it('a charge takes one round trip, and two for a second window and for a new member', async () => {
      const limits = open(keyRingOf('two', 'one'));
      await limits.charge(charges);
      const waves = (...asked: readonly Charge[]) => wavesOf(redis(), () => limits.charge(asked));
      const [document, ruc, target, mailbox, user] = charges;
      expect(await waves(user, { ...user, limit: 'user-recoveries' })).toEqual([4]);
      expect(await waves(document, target, mailbox, user)).toEqual([8, 6]);
      expect(await waves(document, { ...ruc, member: 'new' })).toEqual([4, 4]);
      expect(await wavesOf(redis(), () => limits.peek(charges))).toEqual([18]);
    });
  });
});

/** Returns the number of commands in each round trip: commands that are sent before an earlier answer has arrived count together. */
async function wavesOf(redis: RedisClient, body: () => Promise<unknown>): Promise<number[]> {
  const waves: number[] = [];
  let wave: (() => Promise<unknown>)[] = [];
  const send = redis.sendCommand.bind(redis) as (...given: unknown[]) => Promise<unknown>;
  const sendWave = async () => {
    const whole = wave;
    wave = [];
    waves.push(whole.length);
    const answers = whole.map((sendOne) => sendOne());
    await Promise.allSettled(answers);
    return answers;
  };
  let underWay: Promise<Promise<unknown>[]>;
  const spy = jest.spyOn(redis, 'sendCommand').mockImplementation((async (...given: unknown[]) => {
    if (wave.length === 0) underWay = new Promise((resolve) => setImmediate(() => void sendWave().then(resolve)));
    const place = wave.push(() => send(...given)) - 1;
    return (await underWay)[place];
  }) as never);
  await body();
  spy.mockRestore();
  return waves;
}

describeWith(['redis-server'], 'rate limits during a Redis outage', () => {
  const one = { limit: 'user-failures', key: 'person@example.org' } as const;

  const steps = (limits: RateLimits) => [
    () => limits.charge([one, { ...one, member: 'member' }]),
    () => limits.peek([one]),
    () => limits.refund([one]),
    () => limits.block(one, MINUTE),
  ];

  async function refused(step: () => Promise<unknown>): Promise<void> {
    const from = performance.now();
    const error: unknown = await step().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ port: 'rate-limits' });
    expect(performance.now() - from).toBeLessThan(2_000);
  }

  it('the limits allow nothing and fail at once during an outage, and count again when Redis is back', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const limits = createRedisRateLimits({ redis, keyRing: keyRingOf('one'), rules });
    try {
      await server.stop();
      for (const step of steps(limits)) await refused(step);
      const back = new Promise((resolve) => redis.once('ready', resolve));
      await server.restart();
      await back;
      expect(countAllowed(await concurrently(9, () => limits.charge([one])))).toBe(5);

      server.freeze();
      for (const step of steps(limits)) await refused(step);
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });

  it('charges on a cluster fail for keys of the missing master, and are counted for the rest', async () => {
    const cluster = await startRedisCluster();
    const redis = await connectRedis(cluster.url, () => undefined);
    const limits = createRedisRateLimits({ redis, keyRing: keyRingOf('one'), rules });
    try {
      await cluster.masters[0]?.stop();
      const answers = await concurrently(30, (n) =>
        limits.charge([{ ...one, key: String(n) }]).then(
          ({ kind }) => kind,
          (error: unknown) => (error as Error).name,
        ),
      );
      expect([...new Set(answers)].sort()).toEqual(['Unavailable', 'allowed']);
    } finally {
      redis.disconnect();
      await cluster.stop();
    }
  });

  it('an error of the limits mentions neither key nor count', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const limits = createRedisRateLimits({ redis, keyRing: keyRingOf('one'), rules });
    const { inspect } = await import('node:util');
    try {
      await limits.charge([one]);
      const [key = ''] = await allKeys(redis);
      await redis.del(key);
      await redis.hset(key, 'no', 'count');
      const wrongType: unknown = await limits.charge([one]).catch((cause: unknown) => cause);
      await server.stop();
      const down: unknown = await limits.charge([one]).catch((cause: unknown) => cause);
      const mac = key.split(':').at(-1) ?? '';
      for (const error of [wrongType, down]) {
        expect(error).toBeInstanceOf(Unavailable);
        const printed = inspect(error, { depth: 10, showHidden: true });
        expect([mac, one.key].filter((value) => printed.includes(value))).toEqual([]);
      }
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});

it('the windows of rate limits are rounded up to whole seconds', async () => {
  jest.useFakeTimers();
  const odd = { ...rules, 'user-messages': { windows: [{ most: 1, per: SECOND / 2 }] } };
  const limits = createMemoryRateLimits({ keyRing: keyRingOf('one'), rules: odd });
  const charge = () => limits.charge([{ limit: 'user-messages', key: 'a' }]);
  expect(countAllowed([await charge(), await charge()])).toBe(1);
  jest.advanceTimersByTime(SECOND);
  expect(countAllowed([await charge()])).toBe(1);
  jest.useRealTimers();
});
