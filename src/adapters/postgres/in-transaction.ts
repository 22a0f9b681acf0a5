import type { Pool, PoolClient } from 'pg';

/** Runs the work in one transaction. When the reply to the commit is lost it throws, and the caller must find out what was committed. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  // A broken connection also fails the running statement; without a listener, its event would end the process first.
  client.on('error', ignore);
  try {
    await client.query(begin);
    const done = await work(client);
    await client.query('COMMIT');
    client.off('error', ignore);
    client.release();
    return done;
  } catch (error) {
    // Closed instead of rolled back, because the connection itself may have failed.
    client.release(true);
    throw error;
  }
}

const ignore = (): void => undefined;
