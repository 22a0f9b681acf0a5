import type { Instant } from '../time';

/** Why no recovery begins for a target. `disavowed`: an operator suspended it after a report that another person had asked. */
export type LockoutCause = 'wrong-codes' | 'disavowed';

export interface Lockout {
  readonly until: Instant;
  readonly cause: LockoutCause;
}

/** After the `at`-th failure, and from there after every further `every` of them, the target is locked out for `forMs`. */
export interface LockoutStep {
  readonly at: number;
  readonly every?: number;
  readonly forMs: number;
}

/** How long (ms) the failure that makes `failures` in all locks its target out; 0 for not at all. */
export function lockoutDuration(failures: number, steps: readonly LockoutStep[]): number {
  const due = steps.filter(
    ({ at, every }) => failures === at || (every !== undefined && failures > at && (failures - at) % every === 0),
  );
  return Math.max(0, ...due.map(({ forMs }) => forMs));
}
