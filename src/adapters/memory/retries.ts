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

/** The pause, in ms, after so many failures in a row, this being the last; nothing when that is the end. */
export const pauseAfter = (failures: number, error: unknown, { attempts, firstPause }: Retries): number | undefined =>
  error instanceof Unavailable && failures < attempts ? firstPause * 2 ** (failures - 1) : undefined;
