import type { Pool, PoolClient } from 'pg';

/** All of it or nothing. Whether an answer that was lost was that of the commit, the caller finds out. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks also fails the statement under way; without a listener it would end the process first.
  client.on('error', ignore);
  try {
    await client.query(begin);
    const done = await work(client);
    await client.query('COMMIT');
    client.off('error', ignore);
    client.release();
    return done;
  } catch (error) {
    // Closed instead of rolled back: it may be the connection that fails.
    client.release(true);
    throw error;
  }
}

const ignore = (): void => undefined;
