/** How often work is tried again. Each pause is twice the one before it. */
export interface RetryPolicy {
  /** How often it is done in all. */
  readonly attempts: number;
  /** Before the second attempt, ms. */
  readonly firstDelay: number;
}

/** The pause, in ms, after so many failures in a row; nothing when there were enough. */
export const retryDelay = (failures: number, { attempts, firstDelay }: RetryPolicy): number | undefined =>
  failures < attempts ? firstDelay * 2 ** (failures - 1) : undefined;
