import { DatabaseError } from 'pg';
import { Unavailable } from '../../ports/errors';

/** SQLSTATE classes of wrong data, broken constraints and faulty statements: bugs of this service, which a retry does not fix. */
const BUG_CLASSES = ['22', '23', '42'];

/**
 * Returns the reply of the database. Errors are reduced to their code, because the server's texts repeat values of the statement and the
 * network's repeat addresses. An error without a code has the driver's own fixed text. @throws Unavailable, or Error for a bug
 */
export async function orPostgresUnavailable<T>(answer: Promise<T>, port = 'employer-registry'): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw withoutValues(error, port);
  }
}

function withoutValues(error: unknown, port: string): Error {
  if (error instanceof Unavailable) return error;
  const code = codeOf(error);
  if (error instanceof DatabaseError && BUG_CLASSES.includes(code.slice(0, 2))) {
    return new Error(`the database refused a statement with SQLSTATE ${code}`);
  }
  return new Unavailable(port, Object.assign(new Error(code), { code }));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
