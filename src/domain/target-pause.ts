import type { Instant } from './time';

/** Why nothing is begun for a target. `disavowed`: the institution was told that somebody else had asked. */
export type PauseCause = 'wrong-codes' | 'disavowed';

export interface TargetPause {
  readonly until: Instant;
  readonly cause: PauseCause;
}
