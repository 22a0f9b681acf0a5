import { UnrecoverableError } from 'bullmq';
import { Unavailable } from '../../ports/errors';

/**
 * Does it, reports what it throws, and throws what the library takes for another attempt or for the end. Not the error itself:
 * the library writes message and stack down in Redis, where nothing but ids may be.
 */
export async function runHandler<T>(work: () => Promise<T>, onFailure: (cause: unknown) => void): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onFailure(error);
    throw error instanceof Unavailable ? new Error('unavailable') : new UnrecoverableError('failed');
  }
}
