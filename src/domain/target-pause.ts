import type { Instant } from './time';

/** Why nothing is begun for a target. `disavowed`: the institution was told that somebody else had asked. */
export type LockoutCause = 'wrong-codes' | 'disavowed';

export interface Lockout {
  readonly until: Instant;
  readonly cause: LockoutCause;
}
