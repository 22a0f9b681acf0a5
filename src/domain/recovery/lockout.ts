import type { Instant } from '../time';

/** Why no recovery begins for a target. `disavowed`: an operator suspended it, because the employer reported «No fui yo». */
export type LockoutCause = 'wrong-codes' | 'disavowed';

export interface Lockout {
  readonly until: Instant;
  readonly cause: LockoutCause;
}

/** Locks the target out for `duration` ms after so many `failures`, and again after every further `every` of them. */
export interface LockoutStep {
  readonly failures: number;
  readonly every?: number;
  readonly duration: number;
}

/** Returns how long (ms) the latest of so many failures locks its target out; 0 when it does not. */
export function lockoutDuration(failures: number, steps: readonly LockoutStep[]): number {
  const due = steps.filter(
    (step) =>
      failures === step.failures ||
      (step.every !== undefined && failures > step.failures && (failures - step.failures) % step.every === 0),
  );
  return Math.max(0, ...due.map(({ duration }) => duration));
}
