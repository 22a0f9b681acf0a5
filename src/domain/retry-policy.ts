/** How often failed work is retried. Each delay is twice the one before it. */
export interface RetryPolicy {
  /** Upper bound on the attempts, the first one included. */
  readonly attempts: number;
  /** Delay before the second attempt (ms). */
  readonly firstDelay: number;
}

/** Returns the delay (ms) after this many failures in a row, or undefined when no attempt is left. */
export const retryDelay = (failures: number, { attempts, firstDelay }: RetryPolicy): number | undefined =>
  failures < attempts ? firstDelay * 2 ** (failures - 1) : undefined;
