import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from 'pg';
import { SECOND } from '../../../domain/time';
import { orPostgresUnavailable } from '../or-unavailable';
import { withClient } from '../with-client';

const FOLDER = join(__dirname, 'migrations');
const TABLE = 'schema_migration';

const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Runs all pending migrations in one transaction. Processes that start together take turns under an advisory lock, for which each waits up
 * to a minute. @throws Unavailable
 */
export const migrate = (databaseUrl: string): Promise<void> =>
  withClient(
    { connectionString: databaseUrl, application_name: 'key-recovery migrations', lock_timeout: 60 * SECOND },
    (client) => orPostgresUnavailable(runPending(client)),
  );

/** Changes nothing without pending migrations, because the service's role may not own the schema. */
async function runPending(client: Client): Promise<void> {
  const available = (await readdir(FOLDER)).map((file) => basename(file, '.sql'));
  const applied = await readAppliedMigrations(client);
  if (!available.every((name) => applied.includes(name))) await runMigrations(client);
}

async function readAppliedMigrations(client: Client): Promise<readonly string[]> {
  const found = await client.query<{ there: boolean }>(`SELECT to_regclass('${TABLE}') IS NOT NULL AS there`);
  if (!found.rows[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${TABLE}`);
  return rows.map(({ name }) => name);
}

/** Loads the runner only when it is needed. Its log is discarded, because it repeats statements. */
async function runMigrations(client: Client): Promise<void> {
  const { runner } = await import('node-pg-migrate');
  await runner({
    dbClient: client,
    dir: FOLDER,
    migrationsTable: TABLE,
    direction: 'up',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: silentLogger,
  });
}
