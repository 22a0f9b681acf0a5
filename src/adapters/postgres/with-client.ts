import { Client, type ClientConfig } from 'pg';
import { SECOND } from '../../domain/time';
import { orPostgresUnavailable } from './or-unavailable';

/** Runs the work on a connection outside of the service's pool. @throws Unavailable without a connection, or the error of the work */
export async function withClient(config: ClientConfig, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionTimeoutMillis: 5 * SECOND, ...config });
  // A broken connection also fails the running statement; without a listener, its event would end the process first.
  client.on('error', () => undefined);
  try {
    await orPostgresUnavailable(client.connect());
    await work(client);
  } finally {
    await client.end();
  }
}
