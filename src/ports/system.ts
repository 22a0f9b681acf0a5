import type { Instant } from '../domain/time';

export interface Clock {
  now(): Instant;
}

/** A clock by which one can also wait. */
export interface SleepingClock extends Clock {
  /** Resolves `ms` later. */
  sleep(ms: number): Promise<void>;
}
