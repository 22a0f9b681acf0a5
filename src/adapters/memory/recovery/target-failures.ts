import { lockoutDuration } from '../../../domain/recovery/lockout';
import { addMs, type Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { RecoveryRules } from '../../../ports/recovery/recovery-store';
import { createExpiringMap } from '../expiring-map';

interface Failures {
  readonly count: number;
  readonly lockout: { readonly from: Instant; readonly until: Instant } | undefined;
}

/** Counts failures per target, over all its recoveries. */
export function createTargetFailures(clock: Clock, rules: RecoveryRules['failures']) {
  const failures = createExpiringMap<string, Failures>(clock);

  return {
    isCounted: (target: string): boolean => failures.has(target),

    lockedOutAt: (target: string): Instant | undefined => failures.get(target)?.lockout?.from,

    /** Returns the end of the target's current lockout. */
    lockedOutUntil(target: string): Instant | undefined {
      const until = failures.get(target)?.lockout?.until;
      return until !== undefined && clock.now() < until ? until : undefined;
    },

    /** Counts a failure. Returns the end of the lockout that it starts, if it starts one. */
    add(target: string): Instant | undefined {
      const earlier = failures.get(target);
      const count = (earlier?.count ?? 0) + 1;
      const now = clock.now();
      const duration = lockoutDuration(count, rules.lockoutSteps);
      const lockout = duration > 0 ? { from: now, until: addMs(now, duration) } : earlier?.lockout;
      failures.set(target, { count, lockout }, rules.retention);
      return duration > 0 ? lockout?.until : undefined;
    },

    forget(target: string): void {
      failures.delete(target);
    },
  };
}
