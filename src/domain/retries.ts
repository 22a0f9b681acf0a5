import { SECOND } from './time';

/** How often work is tried again. Each pause is twice the one before it. */
export interface Retries {
  /** How often it is done in all. */
  readonly attempts: number;
  /** Before the second attempt, ms. */
  readonly firstPause: number;
}

/** About 17 minutes in all: whoever waited longer has given up. */
export const RETRIES: Retries = { attempts: 11, firstPause: SECOND };

/** The pause, in ms, after so many failures in a row; nothing when there were enough. */
export const pauseAfter = (failures: number, { attempts, firstPause }: Retries): number | undefined =>
  failures < attempts ? firstPause * 2 ** (failures - 1) : undefined;
