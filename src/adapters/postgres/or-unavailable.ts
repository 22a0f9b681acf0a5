import { DatabaseError } from 'pg';
import { Unavailable } from '../../ports/errors';

/** Wrong data, broken constraints, faulty statements (SQLSTATE classes): our bug, which waiting does not mend. */
const BUGS = ['22', '23', '42'];

/**
 * The answer, or Unavailable. An error with a code is cut down to it: the server's texts repeat values of the statement,
 * the network's repeat addresses. What has none is the driver's own fixed wording.
 */
export async function orUnavailable<T>(answer: Promise<T>, port = 'employer-registry'): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw withoutValues(error, port);
  }
}

function withoutValues(error: unknown, port: string): Error {
  if (error instanceof Unavailable) return error;
  const code = codeOf(error);
  if (error instanceof DatabaseError && BUGS.includes(code.slice(0, 2))) {
    return new Error(`the database refused a statement with SQLSTATE ${code}`);
  }
  return new Unavailable(port, Object.assign(new Error(code), { code }));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
