import { Client, type ClientConfig } from 'pg';
import { SECOND } from '../../domain/time';
import { orUnavailable } from './or-unavailable';

/** One connection for one piece of work, outside of the service's pool. @throws Unavailable when there is none, and whatever the work throws */
export async function withClient(config: ClientConfig, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionTimeoutMillis: 5 * SECOND, ...config });
  // A connection that breaks also fails the statement under way; without a listener it would end the process first.
  client.on('error', () => undefined);
  try {
    await orUnavailable(client.connect());
    await work(client);
  } finally {
    await client.end();
  }
}
