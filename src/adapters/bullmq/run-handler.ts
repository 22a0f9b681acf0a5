import { UnrecoverableError } from 'bullmq';
import { Unavailable } from '../../ports/errors';

/**
 * Runs the work and reports its error. Throws another error instead, one that the library retries or one that ends the job, because the
 * library writes message and stack to Redis, where only ids may be.
 */
export async function runHandler<T>(work: () => Promise<T>, onFailure: (cause: unknown) => void): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onFailure(error);
    throw error instanceof Unavailable ? new Error('unavailable') : new UnrecoverableError('failed');
  }
}
