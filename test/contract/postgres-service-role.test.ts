import { Client } from 'pg';
import { scramVerifier } from '../../src/adapters/postgres/schema/scram-verifier';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { runCommand } from '../support/processes/run-command';
import { describeWith } from '../support/jest/required-tools';

const NOT_ALLOWED = '42501';

describeWith(['postgresql'], 'database role of the service', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  const asService = (password = 'first') => postgres.url.replace('postgres@', `service:${password}@`);
  const setUp = (settings: Readonly<Record<string, string>> = {}) =>
    runCommand('database:setup', {
      settings: { DATABASE_OWNER_URL: postgres.url, DATABASE_URL: asService(), ...settings },
    });

  /** Returns the rows of the result, or the SQLSTATE of the error. */
  async function ask(url: string, sql: string): Promise<readonly unknown[] | string> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<object>(sql)).rows;
    } catch (error) {
      return String((error as { code?: unknown }).code);
    } finally {
      await client.end();
    }
  }
  const verifier = async () => {
    const rows = await ask(postgres.url, "SELECT rolpassword AS it FROM pg_authid WHERE rolname = 'service'");
    return (rows as { it: string }[])[0]?.it ?? '';
  };

  it.each([
    ['3D000', 'it has no database of this name', () => postgres.url.replace(/[^/]*$/, 'nothing')],
    ['ECONNREFUSED', 'no server listens at this address', () => postgres.url.replace(/:\d+\//, ':9/')],
  ])('the set-up explains the database error %s', async (code, words, urlOf) => {
    const { stderr, code: exit } = await setUp({ DATABASE_OWNER_URL: urlOf() });
    expect([exit, stderr]).toEqual([1, `The database of DATABASE_OWNER_URL: ${words} (${code}).\n`]);
  });

  it('the role is created in an empty database with the rights that the service needs, and no more', async () => {
    const together = await Promise.all([setUp(), setUp(), setUp()]);
    expect(together.map(({ stderr, code }) => ({ stderr, code }))).toEqual(Array(3).fill({ code: 0, stderr: '' }));
    for (const allowed of [
      'SELECT * FROM schema_migration',
      'SELECT * FROM authorised_person JOIN employer_account ON id = account',
      "UPDATE employer_account SET key_hash = 'x', credential_version = credential_version + 1 WHERE id = 1",
      'DELETE FROM account_session WHERE account = 1',
      'SELECT drop_audit_events()',
    ])
      expect([allowed, await ask(asService(), allowed)]).toEqual([allowed, expect.any(Array)]);
    for (const refused of [
      "UPDATE employer_account SET mailbox = 'mine@example.org'",
      'INSERT INTO authorised_person VALUES (1, $$cedula$$, $$1710034065$$)',
      'DELETE FROM audit_event',
      'TRUNCATE audit_mark',
      'DROP TABLE employer_account',
      'CREATE TABLE mine ()',
      'CREATE ROLE other',
    ])
      expect([refused, await ask(asService(), refused)]).toEqual([refused, NOT_ALLOWED]);
  });

  it('the role gets another password when it is set up again, and the server receives only the hash that PostgreSQL stores', async () => {
    await setUp({ DATABASE_URL: asService('second%21') });
    const made = await verifier();
    const salt = Buffer.from(/^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(made)?.[1] ?? '', 'base64');
    expect(made).toBe(scramVerifier('second!', salt));
    await ask(postgres.url, "ALTER ROLE service PASSWORD 'by-the-server'");
    const [, again = ''] = /:([^$]+)\$/.exec(await verifier()) ?? [];
    expect(scramVerifier('by-the-server', Buffer.from(again, 'base64'))).toBe(await verifier());
  });

  it('the role cannot be the one that owns the tables', async () => {
    const { stderr, code } = await setUp({ DATABASE_URL: postgres.url });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The role of the service may not be one that owns the tables.\n',
    });
  });

  it('the role is not set up without both addresses, and neither is quoted', async () => {
    const { stderr, code } = await setUp({ DATABASE_OWNER_URL: '' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Bad configuration:\n  DATABASE_OWNER_URL: required\n',
    });
  });
});
