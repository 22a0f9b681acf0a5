import { addMs, type Instant } from '../../time';
import { lockoutDuration, type Lockout } from '../lockout';
import type { Failures, Moment, Step, TargetState } from '../target-state';

/** Returns the lockout or suspension that lasts longer, if the target has one now. */
export function currentLockout<F>({ failures, suspension }: TargetState<F>, now: Instant): Lockout | undefined {
  const lockedOut = failures?.lockout?.until ?? 0;
  const suspended = suspension?.until ?? 0;
  const until = Math.max(lockedOut, suspended) as Instant;
  if (until <= now) return undefined;
  return { until, cause: suspended >= lockedOut ? 'disavowed' : 'wrong-codes' };
}

/** Counts a failure. `begun` is the end of the lockout that it begins, if it begins one. */
export function countFailure<F>(
  target: TargetState<F>,
  { now, rules }: Moment,
): { readonly failures: Failures; readonly begun: Instant | undefined } {
  const count = (target.failures?.count ?? 0) + 1;
  const duration = lockoutDuration(count, rules.failures.lockoutSteps);
  const begun = duration > 0 ? addMs(now, duration) : undefined;
  const lockout = begun === undefined ? target.failures?.lockout : { from: now, until: begun };
  return { failures: { count, lockout, keptUntil: addMs(now, rules.failures.retention) }, begun };
}

/**
 * Suspends the target for `ms`: no recovery begins for it, and its codes, links and reset sessions are cancelled at once. A later one
 * replaces an earlier one. The outcome is when it ends.
 */
export function suspend<F>(
  target: TargetState<F>,
  { ms }: { readonly ms: number },
  { now, rules }: Moment,
): Step<F, Instant> {
  const until = addMs(now, Math.ceil(ms));
  return {
    target: { ...target, suspension: { from: now, until, keptUntil: addMs(until, rules.retention) } },
    outcome: until,
  };
}

/** Lifts a suspension, but not a lockout after wrong codes. What was cancelled stays cancelled. */
export function lift<F>(target: TargetState<F>, _event: object, { now }: Moment): Step<F, 'lifted' | 'not-suspended'> {
  const { suspension } = target;
  if (suspension?.until === undefined || suspension.until <= now) return { target, outcome: 'not-suspended' };
  return { target: { ...target, suspension: { ...suspension, until: undefined } }, outcome: 'lifted' };
}
