import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { askEnvironment } from '../environment/client';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Ends all connections and deletes the database. */
  drop(): Promise<void>;
}

/** Creates a database on the PostgreSQL server of this run, with the current schema or without any. */
export async function createDatabase(content: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const { template, url } = await askEnvironment({ name: 'postgres' });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(url, `CREATE DATABASE ${name} TEMPLATE ${content === 'empty' ? 'template1' : template}`);
  return {
    name,
    url: url.replace(/[^/]+$/, name),
    drop: () => run(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
