import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from 'pg';
import { SECOND } from '../../../domain/time';
import { orUnavailable } from '../or-unavailable';
import { withClient } from '../with-client';

const FOLDER = join(__dirname, 'migrations');
const TABLE = 'schema_migration';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Brings the database's schema up to date, all pending migrations or none. Processes that start together take turns
 * under an advisory lock, for a minute at most. @throws Unavailable
 */
export const migrate = (databaseUrl: string): Promise<void> =>
  withClient(
    { connectionString: databaseUrl, application_name: 'key-recovery migrations', lock_timeout: 60 * SECOND },
    (client) => orUnavailable(bringUpToDate(client)),
  );

/** Where nothing is pending nothing is touched: the service may be another role than the one that owns the schema. */
async function bringUpToDate(client: Client): Promise<void> {
  const wanted = (await readdir(FOLDER)).map((file) => basename(file, '.sql'));
  const done = await readDone(client);
  if (!wanted.every((name) => done.includes(name))) await runMigrations(client);
}

async function readDone(client: Client): Promise<readonly string[]> {
  const found = await client.query<{ there: boolean }>(`SELECT to_regclass('${TABLE}') IS NOT NULL AS there`);
  if (!found.rows[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${TABLE}`);
  return rows.map(({ name }) => name);
}

/** The runner is loaded here because only start-up with a database needs it. Its log repeats statements: not kept. */
async function runMigrations(client: Client): Promise<void> {
  const { runner } = await import('node-pg-migrate');
  await runner({
    dbClient: client,
    dir: FOLDER,
    migrationsTable: TABLE,
    direction: 'up',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: silent,
  });
}
