import { createArgon2KeyHasher } from '../../src/adapters/argon2/key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { announceKeys } from '../../src/adapters/redis/key-announcement';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery/recovery-store';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { canonicalClaim, type Claim } from '../../src/domain/claim/claim';
import type { IdentityDocument } from '../../src/domain/claim/identity-document';
import { HOUR } from '../../src/domain/time';
import type { RecoveryStore } from '../../src/ports/recovery/recovery-store';
import {
  recoveryFacts,
  JOB_ID,
  newRecoveryOf,
  rules,
  createRecoverySteps,
} from '../contract/suites/recovery-store/harness';
import {
  openAuditDatabase,
  auditEvents,
  useAuditDatabases,
  type AuditDatabase,
} from '../support/postgres/audit-database';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { runCommand } from '../support/processes/run-command';
import { seedEmployers } from '../support/postgres/seed-employers';
import { describeWith } from '../support/jest/required-tools';
import { demoClaim } from '../support/recovery/in-memory-recovery';

const OLD = { kid: 'k1', secret: Buffer.alloc(32, 'old') };
const NEW = { kid: 'k2', secret: Buffer.alloc(32, 'new') };
const keyRing = createKeyRing([NEW, OLD]);
const SECRET_KEYS = [NEW, OLD].map(({ kid, secret }) => `${kid}:${secret.toString('base64')}`).join();

describeWith(['postgresql'], 'npm run audit:verify', () => {
  let database: AuditDatabase;
  useAuditDatabases((fresh) => {
    database = fresh;
  });
  beforeEach(() => database.write(auditEvents(12), { keyRing }));

  const verify = (...args: readonly string[]) =>
    runCommand('audit:verify', { args, settings: { DATABASE_URL: database.url, SECRET_KEYS } });

  it('says how many rows hold', async () => {
    const answer = 'The audit trail holds: 12 rows, up to number 12.\n';
    expect(await verify()).toEqual({ code: 0, stdout: answer, stderr: '' });
    expect(await verify('12')).toEqual({ code: 0, stdout: answer, stderr: '' });
  });

  it.each([
    [
      "UPDATE audit_event SET outcome = 'right' WHERE seq = 7",
      ['at number 7: the row, or the hash of the previous one, was changed'],
    ],
    ['DELETE FROM audit_event WHERE seq = 3', ['at number 3: the row is missing']],
    [
      'DELETE FROM audit_event WHERE seq IN (3, 4, 8)',
      ['from number 3 to 4: the row is missing', 'at number 8: the row is missing'],
    ],
    ['DELETE FROM audit_event WHERE seq > 10', ['at number 11: the row and all rows after it are missing']],
    ["DELETE FROM audit_mark WHERE kind = 'anchor'", ['at number 1: the mark of the first row was changed']],
    ["UPDATE audit_mark SET seq = 9 WHERE kind = 'head'", ['at number 13: the mark of the last row was changed']],
  ])('names the faults, and no value: %s', async (meddling, findings) => {
    await database.tamper(meddling);
    const answer = findings.map((finding) => `The audit trail is broken ${finding}.\n`).join('');
    expect(await verify()).toEqual({ code: 1, stdout: answer, stderr: '' });
  });

  it('names the first twenty of many faults', async () => {
    await database.write(auditEvents(30), { keyRing });
    await database.tamper("UPDATE audit_event SET outcome = 'right'");
    const { stdout, code } = await verify();
    const lines = stdout.split('\n');
    expect({ code, lines: lines.length, last: lines.at(-2) }).toEqual({
      code: 1,
      lines: 22,
      last: 'It is also broken at 22 more places.',
    });
  });

  it('tells what cannot be checked for want of a key from what was changed', async () => {
    const settings = { DATABASE_URL: database.url, SECRET_KEYS: SECRET_KEYS.split(',')[1] ?? '' };
    const unchecked = 'Rows and marks signed by a key that SECRET_KEYS lacks: 14, the first at number 0.\n';
    expect(await runCommand('audit:verify', { settings })).toEqual({
      code: 3,
      stdout: `No tampering was found up to number 12, but some rows cannot be verified.\n${unchecked}`,
      stderr: '',
    });
    await database.tamper('DELETE FROM audit_event WHERE seq = 12');
    expect(await runCommand('audit:verify', { settings })).toMatchObject({
      code: 1,
      stdout: `The audit trail is broken at number 12: the row and all rows after it are missing.\n${unchecked.replace('14', '13')}`,
    });
  });

  it('misses what is known to have been there', async () => {
    expect(await verify('13')).toMatchObject({ code: 1, stdout: expect.stringContaining('at number 13') as string });
  });

  it('says which settings it needs, and does not take what it cannot check for a fault of the trail', async () => {
    const { stderr, code } = await runCommand('audit:verify');
    expect({ stderr, code }).toEqual({
      code: 2,
      stderr: 'Bad configuration:\n  DATABASE_URL: required\n  SECRET_KEYS: required\n',
    });
    const settings = { DATABASE_URL: 'postgres://reader:secret@127.0.0.1:1/trail', SECRET_KEYS };
    expect(await runCommand('audit:verify', { settings })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'audit-trail is unavailable\n',
    });
    expect((await verify('twelve')).code).toBe(2);
  });
});

describeWith(['postgresql', 'redis-server'], 'npm run target:suspend', () => {
  let database: AuditDatabase;
  let redisServer: AcquiredRedis;
  let redis: RedisClient;
  let store: RecoveryStore;
  let settings: Record<string, string>;
  const claim = demoClaim('empresa privada');
  const typed = ['1710034065', claim.ruc, '1'];
  const colleague: IdentityDocument = { kind: 'cedula', number: '2459999013' as never };

  beforeAll(async () => {
    [database, redisServer] = await Promise.all([openAuditDatabase(), acquireRedis()]);
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
    await redisServer.release();
  });
  beforeEach(async () => {
    await redis.flushall();
    await announceKeys(redis, keyRing);
  });

  const pause = (...lines: readonly string[]) => runCommand('target:suspend', { settings, typed: lines });
  const resume = (...lines: readonly string[]) => runCommand('target:lift', { settings, typed: lines });
  const names = (of: Claim) => keyRing.macs('target', canonicalClaim(of));
  const begin = async (of: Claim) =>
    (await store.create(newRecoveryOf(await store.resolveTarget(names(of))), recoveryFacts, JOB_ID)).kind;
  const trail = async () => {
    const { rows } = await database.pool.query<Record<string, string>>(
      'SELECT event, outcome, reason, target FROM audit_event ORDER BY seq',
    );
    return rows;
  };

  it('holds back who was named, under every name, ends what is under way, and writes it down', async () => {
    const steps = createRecoverySteps(store);
    const { id, code } = await steps.codeLive(newRecoveryOf(names(claim)[1] as string));
    const { stdout, stderr, code: exit } = await pause(...typed, '2');
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^Suspended until .*, for 1 of/) as string,
    });
    expect(await begin(claim)).toBe('locked-out');
    expect(await store.attempt(id, [code], JOB_ID)).toMatchObject({ kind: 'locked-out', cause: 'disavowed' });
    expect(await steps.stage(id)).toEqual({ kind: 'cancelled' });
    for (const name of names(claim)) {
      const left = await redis.pttl(`hold:{${name}}`);
      expect(left).toBeGreaterThan(HOUR);
      expect(left).toBeLessThanOrEqual(2 * HOUR + rules.retention);
    }

    expect(await trail()).toMatchObject([{ event: 'target-paused', outcome: 'alert', reason: 'disavowed' }]);
    expect(stdout + stderr).not.toMatch(/1710034065|1799999915001/);
    expect(stderr).toContain('"event":"target-paused"');

    expect(await resume(...typed)).toMatchObject({ code: 0, stdout: 'Lifted for 1.\n' });
    expect(await begin(claim)).toBe('owed');
    expect(await store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    expect(await resume(...typed)).toMatchObject({ code: 0, stdout: 'It was not suspended.\n' });
    const [paused, resumed, ...others] = await trail();
    expect([resumed?.['event'], resumed?.['target'], others]).toEqual(['target-resumed', paused?.['target'], []]);
    expect(await runCommand('audit:verify', { settings })).toMatchObject({ code: 0 });
  });

  it('does nothing with other keys than a service uses there: nobody would be found', async () => {
    const other = { ...settings, SECRET_KEYS: `other:${Buffer.alloc(32, 77).toString('base64')}` };
    const { stdout, stderr, code } = await runCommand('target:suspend', { settings: other, typed: [...typed, ''] });
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('No service has used these SECRET_KEYS with this Redis');
    expect(await begin(claim)).toBe('owed');
  });

  it('holds back everybody who may act for the employer when nobody is named', async () => {
    const { stdout } = await pause('', claim.ruc, '', '');
    expect(stdout).toMatch(/^Suspended until .*, for 2 of/);
    expect(await begin(claim)).toBe('locked-out');
    expect(await begin({ ...claim, document: colleague })).toBe('locked-out');
    expect(await begin(demoClaim('persona natural'))).toBe('owed');
    expect((await resume('', claim.ruc, '1')).stdout).toBe('Lifted for 2.\n');
    expect(await begin({ ...claim, document: colleague })).toBe('owed');
  });

  it('takes the numbers of foreigners and of domestic employers', async () => {
    const foreigner = demoClaim('extranjero');
    expect((await pause('ext-204518', foreigner.ruc, '0001', '')).stderr).not.toContain('not registered');
    expect(await begin(foreigner)).toBe('locked-out');
    const domestic = demoClaim('doméstico');
    expect((await pause(domestic.ruc.slice(0, 10), domestic.ruc, '', '')).stderr).not.toContain('not registered');
    expect(await begin(domestic)).toBe('locked-out');
  });

  it('reads numbers with what people put between them', async () => {
    expect((await pause('171003406-5', '1799999915 001', '1', '')).code).toBe(0);
    expect(await begin(claim)).toBe('locked-out');
    expect((await resume(' 1.710.034.065 ', '179-999-991-5001', '1')).stdout).toBe('Lifted for 1.\n');
  });

  it.each([
    ['who is not registered for the employer', ['2459999013', demoClaim('extranjero').ruc, '', '']],
    ['who is registered for another branch', ['1710034065', claim.ruc, '2', '']],
    ['with a slip of the finger', ['1710034056', claim.ruc, '1', '', 'SUSPEND']],
  ])('pauses nobody in silence %s', async (_who, lines) => {
    const { stdout, stderr, code } = await pause(...lines);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('These numbers are not registered together. Nothing was suspended');
    expect((await redis.keys('*')).filter((key) => !key.startsWith('ring:'))).toEqual([]);
  });

  it.each([
    { lines: [...typed, '2'], code: 0 },
    { lines: ['1710034065', 'hello'], code: 1 },
  ])('ends when it has heard enough, though whoever types is still there: $code', async ({ code, lines }) => {
    expect(await runCommand('target:suspend', { settings, typed: lines, typist: 'stays' })).toMatchObject({ code });
  });

  it('says so where nobody is registered for the employer', async () => {
    const { stdout, stderr, code } = await pause('', '1799999915001', '7', '');
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('No person is registered for this employer. Nothing was done.');
  });

  it('lets go of numbers that are not registered together, too', async () => {
    const unknown = { ...claim, document: { kind: 'cedula', number: '2459999070' } } as Claim;
    await store.suspend(names(unknown)[0], HOUR);
    const { stdout, stderr } = await resume('2459999070', claim.ruc, '1');
    expect(stdout).toBe('Lifted for 1.\n');
    expect(stderr).toContain('These numbers are not registered together.');
  });

  it.each([
    [['hello', ''], 'This is not an ID.'],
    [['171003406', ''], 'This is not an ID.'],
    [['17-100-3406', ''], 'This is not an ID.'],
    [['1710034065', '1799999915'], 'This is not a RUC.'],
    [['', '1799999915001', '0'], 'This is not a branch.'],
    [['', '1799999915001', '1', '100000'], 'Hours must be a number up to 720.'],
    [['', '1799999915001'], 'The input ended before all questions were answered.'],
  ])('does nothing with answers that are none: %j', async (lines, why) => {
    const { stdout, stderr, code } = await pause(...lines);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain(`${why}\n`);
    expect(stderr).not.toMatch(/\d{5}/);
    expect((await redis.keys('*')).filter((key) => !key.startsWith('ring:'))).toEqual([]);
  });

  it('needs nothing but Redis and the keys for somebody who is named', async () => {
    const bare = { REDIS_URL: redisServer.url, SECRET_KEYS };
    const named = await runCommand('target:suspend', { settings: bare, typed: [...typed, ''] });
    expect(named.code).toBe(0);
    expect(named.stderr).toContain('Without DATABASE_URL it was not checked');
    expect(await begin(claim)).toBe('locked-out');
    const { stderr } = await runCommand('target:suspend', { settings: bare, typed: ['', claim.ruc, '', ''] });
    expect(stderr).toContain('Without DATABASE_URL');
    expect((await runCommand('target:suspend')).stderr).toContain('  REDIS_URL: required\n  SECRET_KEYS: required');
  });

  it('fails where Redis cannot be reached', async () => {
    const unreachable = { ...settings, REDIS_URL: 'redis://127.0.0.1:1' };
    const { stdout, stderr, code } = await runCommand('target:suspend', {
      settings: unreachable,
      typed: [...typed, ''],
    });
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('redis is unavailable');
  });
});
