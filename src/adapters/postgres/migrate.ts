import { join } from 'node:path';
import { Client } from 'pg';
import { SECOND } from '../../domain/time';
import { orUnavailable } from './or-unavailable';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Brings the database's schema up to date, all pending migrations or none. Processes that start together take turns
 * under an advisory lock, for a minute at most. @throws Unavailable
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'key-recovery migrations',
    connectionTimeoutMillis: 5 * SECOND,
    lock_timeout: 60 * SECOND,
  });
  // A connection that breaks also fails the statement under way; without a listener it would end the process first.
  client.on('error', () => undefined);
  try {
    await orUnavailable(client.connect());
    await orUnavailable(runMigrations(client));
  } finally {
    await client.end();
  }
}

/** The runner is loaded here because only start-up with a database needs it. Its log repeats statements: not kept. */
async function runMigrations(client: Client): Promise<void> {
  const { runner } = await import('node-pg-migrate');
  await runner({
    dbClient: client,
    dir: join(__dirname, 'migrations'),
    migrationsTable: 'schema_migration',
    direction: 'up',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: silent,
  });
}
