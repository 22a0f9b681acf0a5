import { Pool } from 'pg';
import { SECOND } from '../../domain/time';

/** How long a turn may wait for the database. All times in ms. */
export interface DatabaseTimeouts {
  /** For a connection: a new one, or one in use by others. */
  readonly connect: number;
  /** For a statement, on the server's clock. */
  readonly statement: number;
  /** For the reply, by this process's clock, because the network may lose it. Longer than `statement`, so that nothing is written after it. */
  readonly answer: number;
}

/** In sum far below `CHANNEL_TIMEOUT` of src/policy/chat.ts, after which channels send a message again. */
const BOUNDS: DatabaseTimeouts = { connect: 2 * SECOND, statement: 2.5 * SECOND, answer: 3 * SECOND };

/** A turn runs one statement at a time, so ten connections serve hundreds of conversations. */
const CONNECTIONS = 10;

/** Creates a pool that connects with its first query. Its owner calls `pool.end()`. */
export function createPool(databaseUrl: string, bounds: DatabaseTimeouts = BOUNDS): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'key-recovery',
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: bounds.connect,
    statement_timeout: bounds.statement,
    query_timeout: bounds.answer,
  });
  // The pool drops an idle connection that broke; without a listener, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}
