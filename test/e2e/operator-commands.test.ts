import { createArgon2KeyHasher } from '../../src/adapters/argon2/key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery-store';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { canonicalClaim, type Claim } from '../../src/domain/claim';
import type { IdentityDocument } from '../../src/domain/identity-document';
import { HOUR } from '../../src/domain/time';
import type { RecoveryStore } from '../../src/ports/recovery-store';
import { facts, JOB, recoveryOf, rules, stepsOf } from '../contract/recovery-store-world';
import { openAuditDatabase, someEvents, type AuditDatabase } from '../support/audit-database';
import { startPostgres, type PostgresServer } from '../support/postgres-server';
import { startRedis, type RedisServer } from '../support/redis-server';
import { runCommand } from '../support/run-command';
import { seedEmployers } from '../support/seed-employers';
import { describeWith } from '../support/tools';
import { demoClaim } from '../support/world';

const OLD = { kid: 'k1', secret: Buffer.alloc(32, 'old') };
const NEW = { kid: 'k2', secret: Buffer.alloc(32, 'new') };
const keyRing = createKeyRing([NEW, OLD]);
const SECRET_KEYS = [NEW, OLD].map(({ kid, secret }) => `${kid}:${secret.toString('base64')}`).join();

describeWith(['postgresql'], 'npm run audit:verify', () => {
  let server: PostgresServer;
  let database: AuditDatabase;
  let databases = 0;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await openAuditDatabase(server.url, `verify_${++databases}`);
    await database.write(someEvents(12), { keyRing });
  });
  afterEach(() => database.close());

  const verify = (...args: readonly string[]) =>
    runCommand('audit:verify', { args, settings: { DATABASE_URL: database.url, SECRET_KEYS } });

  it('says how many rows hold', async () => {
    const answer = 'The audit trail holds: 12 rows, up to number 12.\n';
    expect(await verify()).toEqual({ code: 0, answer, beside: '' });
    expect(await verify('12')).toEqual({ code: 0, answer, beside: '' });
  });

  it.each([
    ["UPDATE audit_event SET outcome = 'right' WHERE seq = 7", 'at number 7: row was changed'],
    ['DELETE FROM audit_event WHERE seq = 3', 'at number 3: row is missing'],
    ['DELETE FROM audit_event WHERE seq > 10', 'at number 11: row is missing, and all behind it'],
    ["DELETE FROM audit_mark WHERE kind = 'anchor'", 'at number 1: the mark of where the trail begins was changed'],
    ["UPDATE audit_mark SET seq = 9 WHERE kind = 'head'", 'at number 13: the mark of where the trail ends was changed'],
    ["UPDATE audit_event SET hash = 'k9' || hash WHERE seq = 5", 'at number 5: signed by a key that SECRET_KEYS lacks'],
  ])('names the first fault, and no value: %s', async (meddling, finding) => {
    await database.meddle(meddling);
    expect(await verify()).toEqual({ code: 1, answer: `The audit trail is broken ${finding}.\n`, beside: '' });
  });

  it('misses what is known to have been there', async () => {
    expect(await verify('13')).toMatchObject({ code: 1, answer: expect.stringContaining('at number 13') as string });
  });

  it('says which settings it needs, and does not take what it cannot check for a fault of the trail', async () => {
    const { beside, code } = await runCommand('audit:verify');
    expect({ beside, code }).toEqual({
      code: 2,
      beside: 'Bad configuration:\n  DATABASE_URL: required\n  SECRET_KEYS: required\n',
    });
    const settings = { DATABASE_URL: 'postgres://reader:secret@127.0.0.1:1/trail', SECRET_KEYS };
    expect(await runCommand('audit:verify', { settings })).toEqual({
      code: 2,
      answer: '',
      beside: 'audit-trail is unavailable\n',
    });
    expect((await verify('twelve')).code).toBe(2);
  });
});

describeWith(['postgresql', 'redis-server'], 'npm run target:pause', () => {
  let server: PostgresServer;
  let database: AuditDatabase;
  let redisServer: RedisServer;
  let redis: RedisClient;
  let store: RecoveryStore;
  let settings: Record<string, string>;
  const claim = demoClaim('empresa privada');
  const typed = ['1710034065', claim.ruc, '1'];
  const colleague: IdentityDocument = { kind: 'cedula', number: '2459999013' as never };

  beforeAll(async () => {
    [server, redisServer] = await Promise.all([startPostgres(), startRedis()]);
    database = await openAuditDatabase(server.url, 'operators');
    await seedEmployers(database.url, { employers: demoEmployers, hasher: createArgon2KeyHasher() });
    await database.pool.query(
      `INSERT INTO authorised_person SELECT id, 'cedula', '2459999013' FROM employer_account WHERE ruc = '${claim.ruc}'`,
    );
    redis = await connectRedis(redisServer.url, () => undefined);
    store = createRedisRecoveryStore({ redis, keyRing, rules });
    settings = { REDIS_URL: redisServer.url, DATABASE_URL: database.url, SECRET_KEYS };
  });
  afterAll(async () => {
    redis.disconnect();
    await database.close();
    await Promise.all([server.stop(), redisServer.stop()]);
  });
  beforeEach(() => redis.flushall());

  const pause = (...lines: readonly string[]) => runCommand('target:pause', { settings, typed: lines });
  const resume = (...lines: readonly string[]) => runCommand('target:resume', { settings, typed: lines });
  const names = (of: Claim) => keyRing.macs('target', canonicalClaim(of));
  const begin = async (of: Claim) =>
    (await store.create(recoveryOf(await store.nameTarget(names(of))), facts, JOB)).kind;
  const trail = async () => {
    const { rows } = await database.pool.query<Record<string, string>>(
      'SELECT event, outcome, reason, target FROM audit_event ORDER BY seq',
    );
    return rows;
  };

  it('holds back who was named, under every name, ends what is under way, and writes it down', async () => {
    const steps = stepsOf(store);
    const { id, code } = await steps.codeLive(recoveryOf(names(claim)[1] as string));
    const { answer, beside, code: exit } = await pause(...typed, '2');
    expect({ exit, answer }).toEqual({
      exit: 0,
      answer: expect.stringMatching(/^Paused until .*, for 1 of/) as string,
    });
    expect(await begin(claim)).toBe('paused');
    expect(await store.attempt(id, [code], JOB)).toMatchObject({ kind: 'paused', cause: 'disavowed' });
    expect(await steps.stage(id)).toEqual({ kind: 'cancelled' });
    for (const name of names(claim)) {
      const left = await redis.pttl(`hold:{${name}}`);
      expect(left).toBeGreaterThan(HOUR);
      expect(left).toBeLessThanOrEqual(2 * HOUR + rules.retention);
    }

    expect(await trail()).toMatchObject([{ event: 'target-paused', outcome: 'alert', reason: 'disavowed' }]);
    expect(answer + beside).not.toMatch(/1710034065|1799999915001/);
    expect(beside).toContain('"event":"target-paused"');

    expect(await resume(...typed)).toMatchObject({ code: 0, answer: 'Let go for 1.\n' });
    expect(await begin(claim)).toBe('owed');
    expect(await store.attempt(id, [code], JOB)).toEqual({ kind: 'expired' });
    expect(await resume(...typed)).toMatchObject({ code: 0, answer: 'It was not paused.\n' });
    const [paused, resumed, ...others] = await trail();
    expect([resumed?.['event'], resumed?.['target'], others]).toEqual(['target-resumed', paused?.['target'], []]);
    expect(await runCommand('audit:verify', { settings })).toMatchObject({ code: 0 });
  });

  it('holds back everybody who may act for the employer when nobody is named', async () => {
    const { answer } = await pause('', claim.ruc, '', '');
    expect(answer).toMatch(/^Paused until .*, for 2 of/);
    expect(await begin(claim)).toBe('paused');
    expect(await begin({ ...claim, document: colleague })).toBe('paused');
    expect(await begin(demoClaim('persona natural'))).toBe('owed');
    expect((await resume('', claim.ruc, '1')).answer).toBe('Let go for 2.\n');
    expect(await begin({ ...claim, document: colleague })).toBe('owed');
  });

  it('takes the numbers of foreigners and of domestic employers, and doubts those that are not registered together', async () => {
    const foreigner = demoClaim('extranjero');
    expect((await pause('ext-204518', foreigner.ruc, '0001', '')).beside).not.toContain('not registered');
    expect(await begin(foreigner)).toBe('paused');
    const domestic = demoClaim('doméstico');
    expect((await pause(domestic.ruc.slice(0, 10), domestic.ruc, '', '')).beside).not.toContain('not registered');
    expect(await begin(domestic)).toBe('paused');
    expect((await pause('2459999013', foreigner.ruc, '', '')).beside).toContain('not registered together');
  });

  it.each([
    [['hello', ''], 'That is no ID.'],
    [['1710034065', '1799999915'], 'That is no RUC.'],
    [['', '1799999915001', '0'], 'That is no branch.'],
    [['', '1799999915001', '1', '100000'], 'Hours are a number up to 720.'],
    [['', '1799999915001'], 'The answers ended too soon.'],
  ])('does nothing with answers that are none: %j', async (lines, why) => {
    const { answer, beside, code } = await pause(...lines);
    expect({ answer, code }).toEqual({ answer: '', code: 1 });
    expect(beside).toContain(`${why}\n`);
    expect(beside).not.toMatch(/\d{5}/);
    expect(await redis.keys('*')).toEqual([]);
  });

  it('needs nothing but Redis and the keys for somebody who is named', async () => {
    const bare = { REDIS_URL: redisServer.url, SECRET_KEYS };
    expect(await runCommand('target:pause', { settings: bare, typed: [...typed, ''] })).toMatchObject({ code: 0 });
    expect(await begin(claim)).toBe('paused');
    const { beside } = await runCommand('target:pause', { settings: bare, typed: ['', claim.ruc, '', ''] });
    expect(beside).toContain('Without DATABASE_URL');
    expect((await runCommand('target:pause')).beside).toContain('  REDIS_URL: required\n  SECRET_KEYS: required');
  });

  it('fails where Redis cannot be reached', async () => {
    const unreachable = { ...settings, REDIS_URL: 'redis://127.0.0.1:1' };
    const { answer, beside, code } = await runCommand('target:pause', { settings: unreachable, typed: [...typed, ''] });
    expect({ answer, code }).toEqual({ answer: '', code: 1 });
    expect(beside).toContain('redis is unavailable');
  });
});
