import { createMemoryMailLedger } from '../../src/adapters/memory/mail-ledger';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisMailLedger } from '../../src/adapters/redis/mail-ledger';
import { DAY, HOUR, later, MINUTE, type Instant } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import type { MailLedger } from '../../src/ports/mail-ledger';
import { ageRedis, allKeys } from '../support/age-redis';
import { describeOnRedis } from '../support/on-redis';
import { redisClients } from '../support/redis-clients';
import { startRedis } from '../support/redis-server';
import { describeWith } from '../support/tools';
import { describeMailLedger, newEntry, newMailbox, newOperation } from './mail-ledger';
import { STILL } from './recovery-store-world';

const rules = { entry: DAY, bounce: DAY };

describeMailLedger('memory', () => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  const ledger = createMemoryMailLedger({ clock: { now: () => now }, rules });
  return {
    ledger,
    other: ledger,
    pass(ms) {
      now = later(now, ms);
      return Promise.resolve();
    },
    slack: STILL,
  };
});

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  let second: RedisClient;
  let ledger: MailLedger;
  beforeAll(async () => {
    second = await clients.connect();
    ledger = createRedisMailLedger({ redis: redis(), rules });
  });
  afterAll(clients.disconnect);

  describeMailLedger(`Redis ${name}`, () => ({
    ledger,
    other: createRedisMailLedger({ redis: second, rules }),
    pass: (ms) => ageRedis(redis(), ms),
    slack: 250,
  }));

  describe(`a mail ledger on a Redis ${name}`, () => {
    it('keeps entries and bounces as long as the rules say', async () => {
      const strict = createRedisMailLedger({ redis: redis(), rules: { entry: HOUR, bounce: MINUTE } });
      const [operation, mailbox] = [newOperation(), newMailbox()];
      await strict.enter(operation, newEntry());
      await strict.rememberBounce(mailbox);
      await ageRedis(redis(), MINUTE);
      expect(await strict.find(operation)).toBeDefined();
      expect(await strict.isBouncing([mailbox])).toBe(false);
      await ageRedis(redis(), HOUR - MINUTE);
      expect(await strict.find(operation)).toBeUndefined();
    });

    it.each([
      '',
      'no JSON',
      'null',
      '[]',
      '"code"',
      '{"recovery":"a.b","kind":"code"}',
      '{"recovery":"a.b","kind":"letter","mailbox":"m"}',
      '{"recovery":7,"kind":"code","mailbox":"m"}',
    ])('reads %j as nothing', async (garbage) => {
      const operation = newOperation();
      await redis().set(`mail:${operation}`, garbage, 'PX', DAY);
      expect(await ledger.find(operation)).toBeUndefined();
    });

    it('keeps and reads no more than an entry has', async () => {
      const [operation, entry] = [newOperation(), newEntry()];
      await ledger.enter(operation, { ...entry, to: 'jose@example.com' } as typeof entry);
      expect(await redis().get(`mail:${operation}`)).not.toContain('jose');
      await redis().set(`mail:${operation}`, JSON.stringify({ ...entry, to: 'x' }), 'PX', DAY);
      expect(await ledger.find(operation)).toEqual(entry);
    });

    it('does not ask Redis for what is no operation', async () => {
      const sent = jest.spyOn(redis(), 'sendCommand');
      await ledger.find('0'.repeat(36));
      const count = sent.mock.calls.length;
      sent.mockRestore();
      expect(count).toBe(0);
    });

    it('lets every key end by itself', async () => {
      await ledger.enter(newOperation(), newEntry());
      await ledger.rememberBounce(newMailbox());
      const ends = await Promise.all((await allKeys(redis())).map((key) => redis().pttl(key)));
      expect(ends.filter((ms) => ms <= 0 || ms > DAY)).toEqual([]);
    });
  });
});

describeWith(['redis-server'], 'a mail ledger whose Redis is down', () => {
  it('refuses every step', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const ledger = createRedisMailLedger({ redis, rules });
    try {
      await server.stop();
      const refused = [
        () => ledger.enter(newOperation(), newEntry()),
        () => ledger.find(newOperation()),
        () => ledger.rememberBounce(newMailbox()),
        () => ledger.isBouncing([newMailbox()]),
      ];
      for (const step of refused) {
        const error: unknown = await step().catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(Unavailable);
        expect(error).toMatchObject({ port: 'redis' });
      }
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});
