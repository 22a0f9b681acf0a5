import { Pool } from 'pg';
import { SECOND } from '../../domain/time';

/** How long the database may keep a turn waiting; all times in ms. */
export interface DatabaseTimeouts {
  /** For a connection, be it new or one that others hold. */
  readonly connect: number;
  /** For a statement, by the server's clock. */
  readonly statement: number;
  /** For its answer, by ours: the network may swallow it. Later than the server's, so that a time-out leaves nothing written. */
  readonly answer: number;
}

/** Together far below the 15 s after which channels deliver the message again. */
const BOUNDS: DatabaseTimeouts = { connect: 2 * SECOND, statement: 2.5 * SECOND, answer: 3 * SECOND };

/** A turn asks one thing at a time: ten connections serve hundreds of conversations. */
const CONNECTIONS = 10;

/** Connects with the first question. End it with `pool.end()`. */
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
  // The pool has already dropped the idle connection that broke; without a listener the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}
