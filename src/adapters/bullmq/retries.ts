import { UnrecoverableError } from 'bullmq';
import { SECOND } from '../../domain/time';
import { Unavailable } from '../../ports/errors';

/** Each pause is twice the one before it. */
export interface Retries {
  /** How often it is done in all. */
  readonly attempts: number;
  /** Before the second attempt, ms. */
  readonly firstPause: number;
}

/** About 17 minutes in all: whoever waited longer has given up. */
export const RETRIES: Retries = { attempts: 11, firstPause: SECOND };

/** The pause after so many failures in a row; nothing when there were enough. */
export const pauseAfter = (failures: number, { attempts, firstPause }: Retries): number | undefined =>
  failures < attempts ? firstPause * 2 ** (failures - 1) : undefined;

/**
 * Does it, reports what it throws, and throws what the library takes for another attempt or for the end. Not the error itself:
 * the library writes message and stack down in Redis, where nothing but ids may be.
 */
export async function attempt<T>(work: () => Promise<T>, onFailure: (cause: unknown) => void): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onFailure(error);
    throw error instanceof Unavailable ? new Error('unavailable') : new UnrecoverableError('failed');
  }
}
