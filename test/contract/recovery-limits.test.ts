import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { createPostgresEmployers } from '../../src/adapters/postgres/employers/employers';
import { createPool } from '../../src/adapters/postgres/pool';
import { createRedisRateLimits } from '../../src/adapters/rate-limiter/redis-rate-limits';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { DAY, HOUR, MINUTE } from '../../src/domain/time';
import type { SenderAccount } from '../../src/ports/chat/sender-account';
import { rateLimitRules } from '../../src/policy/rate-limits';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { fastHasher } from '../support/secrets/fast-hasher';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { unknownCedula, unknownRuc, unknownClaim } from '../support/recovery/unknown-claims';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { createDatabase, type TestDatabase } from '../support/postgres/test-database';
import { describeWith } from '../support/jest/required-tools';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  newSenderAccount,
  type InMemoryRecovery,
} from '../support/recovery/in-memory-recovery';

const company = demoClaim('empresa privada');

const begin = async (fixture: InMemoryRecovery, claim = company, origin: SenderAccount = newSenderAccount()) =>
  (await fixture.chat.begin(claim, { ...requester, account: origin })).kind;

describeWith(['redis-server'], 'recovery limits in Redis', () => {
  let server: RedisServer;
  let connections: RedisClient[];
  beforeEach(async () => {
    server = await startRedis();
    connections = [];
  });
  afterEach(async () => {
    for (const connection of connections) connection.disconnect();
    await server.stop();
  });

  /** Creates what one process owns; only Redis is shared between processes. */
  async function startProcess(): Promise<InMemoryRecovery> {
    const redis = await connectRedis(server.url, () => undefined);
    connections.push(redis);
    return createInMemoryRecovery({ limits: createRedisRateLimits({ redis, keyRing, rules: rateLimitRules }) });
  }

  it('the limit of an employer applies over all conversations, users, channels and processes', async () => {
    const [one, other] = [await startProcess(), await startProcess()];
    const verdicts = [];
    for (let n = 0; n < 6; n++) {
      const origin = n % 3 === 0 ? { ...newSenderAccount(), channel: 'msteams' } : newSenderAccount();
      verdicts.push(await begin(n % 2 === 0 ? one : other, company, origin));
    }
    expect(verdicts).toEqual(['begun', 'begun', 'begun', 'begun', 'begun', 'rate-limited']);
    expect(await begin(await startProcess())).toBe('rate-limited');
    await fastForwardRedis(connections[0] as RedisClient, HOUR);
    expect(await begin(other)).toBe('begun');
  });

  it('five failures lock a person out for 15 minutes in every process', async () => {
    const processes = [await startProcess(), await startProcess()];
    const at = (n: number) => processes[n % 2] as InMemoryRecovery;
    const verdicts = [];
    for (let n = 0; n < 6; n++) verdicts.push(await begin(at(n), unknownClaim(n), requester.account));
    expect(verdicts).toEqual(['mismatch', 'mismatch', 'mismatch', 'mismatch', 'requester-locked-out', 'rate-limited']);
    const { user } = requester.account;
    expect(await begin(await startProcess(), company, { ...newSenderAccount(), user })).toBe('rate-limited');
    await fastForwardRedis(connections[0] as RedisClient, 15 * MINUTE);
    expect(await begin(at(0), company, requester.account)).toBe('begun');
  });

  it('fifty conversations at two processes get five codes, and fifty IDs get five attempts', async () => {
    const processes = [await startProcess(), await startProcess()];
    const at = (n: number) => processes[n % 2] as InMemoryRecovery;
    const fifty = (step: (n: number) => Promise<string>) => Promise.all(Array.from({ length: 50 }, (_, n) => step(n)));
    const codes = await fifty((n) => begin(at(n)));
    expect(codes.filter((kind) => kind === 'begun')).toHaveLength(5);
    // Codes and IDs of this employer are both limited to five.
    const tried = await fifty((n) => begin(at(n), { ...unknownClaim(0), document: unknownCedula(n) }));
    expect(tried.filter((kind) => kind === 'mismatch')).toHaveLength(5);
    const alerts = processes.flatMap(({ audit }) => audit.events).filter(({ event }) => event === 'limit-reached');
    expect(alerts.map((alert) => 'reason' in alert && alert.reason).sort()).toEqual([
      'document-validations',
      'target-codes',
      'target-documents',
    ]);
  });

  it('no recovery starts while Redis has an outage or is frozen', async () => {
    const fixture = await startProcess();
    server.freeze();
    await expect(begin(fixture)).rejects.toMatchObject({ name: 'Unavailable', port: 'rate-limits' });
    await server.stop();
    await expect(begin(fixture)).rejects.toMatchObject({ name: 'Unavailable', port: 'rate-limits' });
    await fixture.settle();
    expect(fixture.mailbox.messages()).toEqual([]);
  });

  it('the limits of a day end after a day', async () => {
    const fixture = await startProcess();
    for (let hour = 0; hour < 2; hour++) {
      for (let n = 0; n < 5; n++) expect(await begin(fixture)).toBe('begun');
      await fastForwardRedis(connections[0] as RedisClient, HOUR);
    }
    expect(await begin(fixture)).toBe('rate-limited');
    await fastForwardRedis(connections[0] as RedisClient, DAY - 2 * HOUR);
    expect(await begin(fixture)).toBe('begun');
  });
});

describeWith(['postgresql'], 'employer look-up in PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await seedEmployers(database.url, { employers: demoEmployers, hasher: fastHasher });
  });
  afterAll(() => database.drop());

  it('the look-up is one query for all three numbers, whichever is wrong', async () => {
    const pool = createPool(database.url);
    try {
      const query = jest.spyOn(pool, 'query');
      const fixture = createInMemoryRecovery({ employers: createPostgresEmployers(pool, fastHasher) });
      const wrong = [
        { ...company, document: unknownCedula(1) },
        { ...company, ruc: unknownRuc(1) },
        { ...company, branch: unknownClaim(1, 1, 7).branch },
        unknownClaim(1),
      ];
      for (const claim of wrong) expect(await begin(fixture, claim)).toBe('mismatch');
      const texts = query.mock.calls.map(([text]) => text);
      expect(texts).toHaveLength(wrong.length);
      expect(new Set(texts).size).toBe(1);
      for (const [, values] of query.mock.calls) expect(values).toHaveLength(4);
      query.mockClear();
      expect(await begin(fixture)).toBe('begun');
      // The first query is the look-up. The second one repeats it when the mail is sent, because the employer may have changed.
      expect(query.mock.calls[0]?.[0]).toBe(texts[0]);
      await fixture.settle();
    } finally {
      await pool.end();
    }
  });
});
