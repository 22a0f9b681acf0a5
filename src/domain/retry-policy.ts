import { SECOND } from './time';

/** How often work is tried again. Each pause is twice the one before it. */
export interface RetryPolicy {
  /** How often it is done in all. */
  readonly attempts: number;
  /** Before the second attempt, ms. */
  readonly firstDelay: number;
}

/** About 17 minutes in all: whoever waited longer has given up. */
export const JOB_RETRY_POLICY: RetryPolicy = { attempts: 11, firstDelay: SECOND };

/** The pause, in ms, after so many failures in a row; nothing when there were enough. */
export const retryDelay = (failures: number, { attempts, firstDelay }: RetryPolicy): number | undefined =>
  failures < attempts ? firstDelay * 2 ** (failures - 1) : undefined;
