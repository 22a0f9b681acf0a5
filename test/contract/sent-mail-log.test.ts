import { createMemorySentMailLog } from '../../src/adapters/memory/sent-mail-log';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisSentMailLog } from '../../src/adapters/redis/sent-mail-log';
import { DAY, HOUR, addMs, MINUTE, type Instant } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import type { SentMailLog } from '../../src/ports/mail/sent-mail-log';
import { fastForwardRedis, allKeys } from '../support/redis/fast-forward';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { startRedis } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { describeSentMailLog, newEntry, newMailbox, newOperation } from './suites/sent-mail-log';
import { FROZEN_CLOCK } from './suites/recovery-store/harness';

const rules = { entry: DAY, bounce: DAY };

describeSentMailLog('memory', () => {
  let now = Date.UTC(2026, 0, 1) as Instant;
  const log = createMemorySentMailLog({ clock: { now: () => now }, rules });
  return {
    sentMails: log,
    otherProcess: log,
    passTime(ms) {
      now = addMs(now, ms);
      return Promise.resolve();
    },
    clockSlack: FROZEN_CLOCK,
  };
});

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  let second: RedisClient;
  let log: SentMailLog;
  beforeAll(async () => {
    second = await clients.connect();
    log = createRedisSentMailLog({ redis: redis(), rules });
  });
  afterAll(clients.disconnect);

  describeSentMailLog(`Redis ${name}`, () => ({
    sentMails: log,
    otherProcess: createRedisSentMailLog({ redis: second, rules }),
    passTime: (ms) => fastForwardRedis(redis(), ms),
    clockSlack: 250,
  }));

  describe(`sent-mail log on a Redis ${name}`, () => {
    it('keeps entries and bounces for the configured time', async () => {
      const strict = createRedisSentMailLog({ redis: redis(), rules: { entry: HOUR, bounce: MINUTE } });
      const [operation, mailbox] = [newOperation(), newMailbox()];
      await strict.add(operation, newEntry());
      await strict.rememberBounce(mailbox);
      await fastForwardRedis(redis(), MINUTE);
      expect(await strict.find(operation)).toBeDefined();
      expect(await strict.isBouncing([mailbox])).toBe(false);
      await fastForwardRedis(redis(), HOUR - MINUTE);
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
    ])('reads the stored value %j as no entry', async (garbage) => {
      const operation = newOperation();
      await redis().set(`mail:${operation}`, garbage, 'PX', DAY);
      expect(await log.find(operation)).toBeUndefined();
    });

    it('stores and reads only the fields of an entry', async () => {
      const [operation, entry] = [newOperation(), newEntry()];
      await log.add(operation, { ...entry, to: 'jose@example.com' } as typeof entry);
      expect(await redis().get(`mail:${operation}`)).not.toContain('jose');
      await redis().set(`mail:${operation}`, JSON.stringify({ ...entry, to: 'x' }), 'PX', DAY);
      expect(await log.find(operation)).toEqual(entry);
    });

    it('sends no query to Redis for an invalid operation id', async () => {
      const sent = jest.spyOn(redis(), 'sendCommand');
      await log.find('0'.repeat(36));
      const count = sent.mock.calls.length;
      sent.mockRestore();
      expect(count).toBe(0);
    });

    it('gives every key an expiry', async () => {
      await log.add(newOperation(), newEntry());
      await log.rememberBounce(newMailbox());
      const ends = await Promise.all((await allKeys(redis())).map((key) => redis().pttl(key)));
      expect(ends.filter((ms) => ms <= 0 || ms > DAY)).toEqual([]);
    });
  });
});

describeWith(['redis-server'], 'sent-mail log during a Redis outage', () => {
  it('the log rejects every operation during a Redis outage', async () => {
    const server = await startRedis();
    const redis = await connectRedis(server.url, () => undefined);
    const log = createRedisSentMailLog({ redis, rules });
    try {
      await server.stop();
      const refused = [
        () => log.add(newOperation(), newEntry()),
        () => log.find(newOperation()),
        () => log.rememberBounce(newMailbox()),
        () => log.isBouncing([newMailbox()]),
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
