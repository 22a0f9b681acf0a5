import { createRecoveryStore } from '../../src/recovery/store/create-recovery-store';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { announceKeys } from '../../src/adapters/redis/key-announcement';
import { createRedisTargetStore } from '../../src/adapters/redis/targets/target-store';
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

  it('audit:verify reports how many rows of the audit trail are intact', async () => {
    const answer = 'No tampering found. Verified 12 rows, last number 12.\n';
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
  ])('reports the faults by number, and no stored value, after %s', async (statement, findings) => {
    await database.tamper(statement);
    const answer = findings.map((finding) => `The audit trail is broken ${finding}.\n`).join('');
    expect(await verify()).toEqual({ code: 1, stdout: answer, stderr: '' });
  });

  it('reports the first twenty faults and counts the others', async () => {
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

  it('audit:verify exits with 3 for rows whose key is missing, and with 1 when another row was deleted', async () => {
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

  it('audit:verify exits with 1 when the trail ends before the number in its argument', async () => {
    expect(await verify('13')).toMatchObject({ code: 1, stdout: expect.stringContaining('at number 13') as string });
  });

  it('audit:verify exits with 2 on missing settings, a database outage or a bad argument', async () => {
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

describeWith(['postgresql', 'redis-server'], 'npm run target:suspend and npm run target:lift', () => {
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
    await seedEmployers(database.url, { employers: demoEmployers, hasher: createArgon2AccessKeyHasher() });
    await database.pool.query(
      `INSERT INTO authorised_person SELECT id, 'cedula', '2459999013' FROM employer_account WHERE ruc = '${claim.ruc}'`,
    );
    redis = await connectRedis(redisServer.url, () => undefined);
    store = createRecoveryStore(createRedisTargetStore({ redis, keyRing }), rules);
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

  const suspend = (...lines: readonly string[]) => runCommand('target:suspend', { settings, inputLines: lines });
  const lift = (...lines: readonly string[]) => runCommand('target:lift', { settings, inputLines: lines });
  const namesOf = (of: Claim) => keyRing.macs('target', canonicalClaim(of));
  const begin = async (of: Claim) =>
    (await store.create(newRecoveryOf(await store.resolveTarget(namesOf(of))), recoveryFacts, JOB_ID)).kind;
  const auditRows = async () => {
    const { rows } = await database.pool.query<Record<string, string>>(
      'SELECT event, outcome, reason, target FROM audit_event ORDER BY seq',
    );
    return rows;
  };

  it('suspends the named target under every key of the ring, ends its recovery, and audits both commands', async () => {
    const steps = createRecoverySteps(store);
    const { id, code } = await steps.sendCode(newRecoveryOf(namesOf(claim)[1] as string));
    const { stdout, stderr, code: exit } = await suspend(...typed, '2');
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^Suspended until .*, for 1 of/) as string,
    });
    expect(await begin(claim)).toBe('locked-out');
    expect(await store.attempt(id, [code], JOB_ID)).toMatchObject({ kind: 'locked-out', cause: 'disavowed' });
    expect(await steps.stageOf(id)).toEqual({ kind: 'cancelled' });
    for (const name of namesOf(claim)) {
      const left = await redis.pttl(`target:{${name}}`);
      expect(left).toBeGreaterThan(HOUR);
      expect(left).toBeLessThanOrEqual(2 * HOUR + rules.retention);
    }

    expect(await auditRows()).toMatchObject([{ event: 'target-paused', outcome: 'alert', reason: 'disavowed' }]);
    expect(stdout + stderr).not.toMatch(/1710034065|1799999915001/);
    expect(stderr).toContain('"event":"target-paused"');

    expect(await lift(...typed)).toMatchObject({ code: 0, stdout: 'Suspension lifted for 1 person.\n' });
    expect(await begin(claim)).toBe('owed');
    expect(await store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    expect(await lift(...typed)).toMatchObject({ code: 0, stdout: 'No suspension found for this target.\n' });
    const [suspended, lifted, ...others] = await auditRows();
    expect([lifted?.['event'], lifted?.['target'], others]).toEqual(['target-resumed', suspended?.['target'], []]);
    expect(await runCommand('audit:verify', { settings })).toMatchObject({ code: 0 });
  });

  it('refuses SECRET_KEYS that no service has used with this Redis', async () => {
    const other = { ...settings, SECRET_KEYS: `other:${Buffer.alloc(32, 77).toString('base64')}` };
    const { stdout, stderr, code } = await runCommand('target:suspend', {
      settings: other,
      inputLines: [...typed, ''],
    });
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('SECRET_KEYS do not match any service on this Redis.');
    expect(await begin(claim)).toBe('owed');
  });

  it('suspends every authorised person of the employer when no ID is given', async () => {
    const { stdout } = await suspend('', claim.ruc, '', '');
    expect(stdout).toMatch(/^Suspended until .*, for 2 of/);
    expect(await begin(claim)).toBe('locked-out');
    expect(await begin({ ...claim, document: colleague })).toBe('locked-out');
    expect(await begin(demoClaim('persona natural'))).toBe('owed');
    expect((await lift('', claim.ruc, '1')).stdout).toBe('Suspension lifted for 2 persons.\n');
    expect(await begin({ ...claim, document: colleague })).toBe('owed');
  });

  it('accepts the numbers of foreigners and of domestic employers', async () => {
    const foreigner = demoClaim('extranjero');
    expect((await suspend('ext-204518', foreigner.ruc, '0001', '')).stderr).not.toContain('not registered');
    expect(await begin(foreigner)).toBe('locked-out');
    const domestic = demoClaim('doméstico');
    expect((await suspend(domestic.ruc.slice(0, 10), domestic.ruc, '', '')).stderr).not.toContain('not registered');
    expect(await begin(domestic)).toBe('locked-out');
  });

  it('spaces, dots and hyphens in numbers are ignored', async () => {
    expect((await suspend('171003406-5', '1799999915 001', '1', '')).code).toBe(0);
    expect(await begin(claim)).toBe('locked-out');
    expect((await lift(' 1.710.034.065 ', '179-999-991-5001', '1')).stdout).toBe('Suspension lifted for 1 person.\n');
  });

  it.each([
    ['an ID that is not registered for the employer', ['2459999013', demoClaim('extranjero').ruc, '', '']],
    ['an ID that is registered for another branch', ['1710034065', claim.ruc, '2', '']],
    ['an ID with two digits swapped', ['1710034056', claim.ruc, '1', '', 'SUSPEND']],
  ])('suspends nothing and reports %s', async (_what, lines) => {
    const { stdout, stderr, code } = await suspend(...lines);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('These numbers are not registered together. Nothing was suspended');
    expect((await redis.keys('*')).filter((key) => !key.startsWith('ring:'))).toEqual([]);
  });

  it.each([
    { lines: [...typed, '2'], code: 0 },
    { lines: ['1710034065', 'hello'], code: 1 },
  ])('a command exits with $code after the last answer although its input is still open', async ({ code, lines }) => {
    expect(await runCommand('target:suspend', { settings, inputLines: lines, inputEnd: 'open' })).toMatchObject({
      code,
    });
  });

  it('reports that nobody is registered for the employer', async () => {
    const { stdout, stderr, code } = await suspend('', '1799999915001', '7', '');
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('No person is registered for this employer. Nothing was done.');
  });

  it('target:lift lifts a suspension of numbers that are not registered together, with a warning', async () => {
    const unknown = { ...claim, document: { kind: 'cedula', number: '2459999070' } } as Claim;
    await store.suspend(namesOf(unknown)[0], HOUR);
    const { stdout, stderr } = await lift('2459999070', claim.ruc, '1');
    expect(stdout).toBe('Suspension lifted for 1 person.\n');
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
  ])('suspends nothing after the invalid answers %j', async (lines, why) => {
    const { stdout, stderr, code } = await suspend(...lines);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain(`${why}\n`);
    expect(stderr).not.toMatch(/\d{5}/);
    expect((await redis.keys('*')).filter((key) => !key.startsWith('ring:'))).toEqual([]);
  });

  it('target:suspend needs DATABASE_URL only when no ID is given', async () => {
    const bare = { REDIS_URL: redisServer.url, SECRET_KEYS };
    const named = await runCommand('target:suspend', { settings: bare, inputLines: [...typed, ''] });
    expect(named.code).toBe(0);
    expect(named.stderr).toContain('Without DATABASE_URL it was not checked');
    expect(await begin(claim)).toBe('locked-out');
    const { stderr } = await runCommand('target:suspend', { settings: bare, inputLines: ['', claim.ruc, '', ''] });
    expect(stderr).toContain('Without DATABASE_URL');
    expect((await runCommand('target:suspend')).stderr).toContain('  REDIS_URL: required\n  SECRET_KEYS: required');
  });

  it('target:suspend exits with 1 during a Redis outage', async () => {
    const unreachable = { ...settings, REDIS_URL: 'redis://127.0.0.1:1' };
    const { stdout, stderr, code } = await runCommand('target:suspend', {
      settings: unreachable,
      inputLines: [...typed, ''],
    });
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('redis is unavailable');
  });
});
