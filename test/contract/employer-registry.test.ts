import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Client, type Pool } from 'pg';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import {
  demoEmployers,
  demoAccessKey,
  formatDemoEmployer,
  type DemoEmployer,
} from '../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../src/adapters/memory/employer-registry';
import { createPostgresEmployers } from '../../src/adapters/postgres/employers/employers';
import { migrate } from '../../src/adapters/postgres/schema/migrate';
import { createPool } from '../../src/adapters/postgres/pool';
import { parseCedula } from '../../src/domain/claim/cedula';
import { judgeEligibility } from '../../src/domain/employer/eligibility';
import type { EmployerId, EmployerRecord } from '../../src/domain/employer/employer';
import { DEFAULT_FOREIGNER_PATTERN, parseForeignerCode } from '../../src/domain/claim/foreigner-code';
import { checkRuc } from '../../src/domain/claim/ruc';
import type { AccessKeyHash } from '../../src/ports/registry/credential-directory';
import { Unavailable } from '../../src/ports/errors';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { describeWith } from '../support/jest/required-tools';
import { contractEmployers, describeEmployerRegistry } from './suites/employer-registry';

const hasher = createArgon2AccessKeyHasher();
const [{ claim }] = demoEmployers as [DemoEmployer, ...DemoEmployer[]];

describeEmployerRegistry('memory', () => {
  const sessions = new Map<EmployerId, number>();
  return Promise.resolve({
    employers: createMemoryEmployers({ employers: contractEmployers, hasher, sessions }),
    hasher,
    signIn(employer) {
      sessions.set(employer, (sessions.get(employer) ?? 0) + 1);
      return Promise.resolve();
    },
    openSessions: (employer) => Promise.resolve(sessions.get(employer) ?? 0),
  });
});

describe('demo employers', () => {
  it('the demo employers include the five kinds of employer, each in-person reason, and a company without check digit', async () => {
    const registry = createMemoryEmployers({ employers: demoEmployers, hasher });
    const records = await Promise.all(demoEmployers.map((employer) => registry.find(employer.claim)));
    const verdicts = records.map((record) => judgeEligibility(record as EmployerRecord));
    expect(verdicts.map((verdict) => (verdict.kind === 'eligible' ? 'eligible' : verdict.cause))).toEqual([
      ...repeat('eligible', 5),
      ...['first-key', 'ruc-inactive', 'ruc-inactive', 'no-mailbox'],
      'eligible',
    ]);
  });

  it('the numbers of the demo employers pass the input rules', () => {
    const readings = demoEmployers.map(({ claim: { ruc } }) => checkRuc(ruc).kind);
    // A domestic employer's number is rejected as a RUC until the person chooses domestic service.
    expect(readings).toEqual(['accept', 'accept', 'accept', 'accept', 'refuse', ...repeat('accept', 4), 'confirm']);
    const documents = demoEmployers.map(({ claim: { document } }) =>
      document.kind === 'cedula'
        ? parseCedula(document.number)
        : parseForeignerCode(document.code, DEFAULT_FOREIGNER_PATTERN),
    );
    expect(documents.map(({ ok }) => ok)).toEqual(repeat(true, demoEmployers.length));
  });

  it('the demo employers are printed as what to type and what it demonstrates', () => {
    expect(demoEmployers.map(formatDemoEmployer)[0]).toBe(
      '1710034065 · 1799999915001 · 0001 · empresa privada (private company)',
    );
  });
});

describeWith(['postgresql'], 'postgres', () => {
  let server: PostgresServer;
  let pool: Pool;

  beforeAll(async () => {
    server = await startPostgres();
    await migrate(server.url);
    pool = createPool(server.url, { connect: 500, statement: 500, answer: 700 });
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });
  const seed = () => seedEmployers(server.url, { employers: contractEmployers, hasher });

  describeEmployerRegistry('postgres', async () => {
    await seed();
    return {
      employers: createPostgresEmployers(pool, hasher),
      hasher,
      async signIn(employer) {
        await pool.query('INSERT INTO account_session (account) VALUES ($1)', [employer]);
      },
      async openSessions(employer) {
        return (await pool.query('SELECT 1 FROM account_session WHERE account = $1', [employer])).rows.length;
      },
    };
  });

  describe('migration of the registry database', () => {
    it('the migration runs once when several processes start together', async () => {
      await rowsOf(server.url, 'CREATE DATABASE together');
      const url = server.url.replace(/[^/]+$/, 'together');
      await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
      expect(await rowsOf(url, 'SELECT name FROM schema_migration')).toEqual([
        { name: '0001_employers' },
        { name: '0002_audit' },
      ]);
    });

    it('the migration changes nothing the second time', async () => {
      await seed();
      await migrate(server.url);
      expect(await createPostgresEmployers(pool, hasher).find(claim)).toBeDefined();
    });
  });

  describe('failures of the registry database', () => {
    const employers = () => createPostgresEmployers(pool, hasher);
    beforeEach(seed);

    it('the registry throws Unavailable during an outage of its server, and works again afterwards', async () => {
      const { id } = (await employers().find(claim)) as EmployerRecord;
      await server.crash();
      try {
        const calls = [
          () => employers().find(claim),
          () => employers().isCurrentKey(id, demoAccessKey),
          () => employers().setKey({ employer: id, hash: 'a hash' as AccessKeyHash, expectedVersion: 1 }),
          () => employers().ping(),
          () => migrate(server.url),
        ];
        for (const call of calls) await expectUnavailable(call, 1_000);
      } finally {
        await server.restart();
      }
      await employers().ping();
      expect(await employers().find(claim)).toMatchObject({ id });
    });

    it('throws Unavailable and writes nothing when the server withholds an answer', async () => {
      const { id, credentialVersion } = (await employers().find(claim)) as EmployerRecord;
      const holder = new Client({ connectionString: server.url });
      await holder.connect();
      try {
        await holder.query('BEGIN');
        await holder.query('LOCK TABLE employer_account');
        await expectUnavailable(() => employers().find(claim), 1_500);
        const credential = { employer: id, hash: 'a hash' as AccessKeyHash, expectedVersion: credentialVersion };
        await expectUnavailable(() => employers().setKey(credential), 1_500);
      } finally {
        await holder.end();
      }
      expect(await employers().find(claim)).toMatchObject({ credentialVersion });
    });

    it('throws Unavailable when the server accepts the connection but never greets', async () => {
      const silent = createServer().listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const url = `postgres://postgres@127.0.0.1:${(silent.address() as AddressInfo).port}/postgres`;
      const waiting = createPool(url, { connect: 300, statement: 300, answer: 300 });
      try {
        await expectUnavailable(() => createPostgresEmployers(waiting, hasher).find(claim), 1_500);
      } finally {
        await waiting.end();
        silent.close();
      }
    });

    it('an error reveals only the SQLSTATE of an invalid statement', async () => {
      const credential = { employer: 'no number' as EmployerId, hash: 'a hash' as AccessKeyHash, expectedVersion: 1 };
      const error = await caught(() => employers().setKey(credential));
      expect(error).not.toBeInstanceOf(Unavailable);
      expect(inspect(error)).toContain('22P02');
      expect(inspect(error)).not.toMatch(/no number|a hash/);
    });
  });
});

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

async function expectUnavailable(ask: () => Promise<unknown>, bound: number): Promise<void> {
  const started = performance.now();
  const error = await caught(ask);
  expect(performance.now() - started).toBeLessThan(bound);
  expect(error).toMatchObject({ name: 'Unavailable', port: 'employer-registry' });
  expect(inspect(error, { depth: null })).not.toMatch(/127\.0\.0\.1|SELECT|UPDATE/);
}

const caught = (ask: () => Promise<unknown>): Promise<unknown> =>
  ask().then(
    () => 'no error',
    (error: unknown) => error,
  );

async function rowsOf(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
