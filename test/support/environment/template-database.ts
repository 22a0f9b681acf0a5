import { Client } from 'pg';
import { migrate } from '../../../src/adapters/postgres/schema/migrate';

/** Creates a database with the current schema on this server, as a template for others. Returns its name. */
export async function createTemplate(serverUrl: string): Promise<string> {
  const name = 'migrated';
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  await migrate(serverUrl.replace(/[^/]+$/, name));
  return name;
}
