import type { Instant } from '../domain/time';

export interface Clock {
  now(): Instant;
}

/** A clock by which one can also wait. */
export interface PatientClock extends Clock {
  /** Resolves `ms` later. */
  pause(ms: number): Promise<void>;
}
