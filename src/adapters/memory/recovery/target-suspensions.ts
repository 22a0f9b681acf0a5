import { addMs, type Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import { createExpiringMap } from '../expiring-map';

interface Suspension {
  readonly from: Instant;
  /** Absent once it was lifted. */
  readonly until: Instant | undefined;
}

/** Keeps suspensions, each for `retention` ms longer: until no recovery is left that was open when it began. */
export function createTargetSuspensions(clock: Clock, retention: number) {
  const suspensions = createExpiringMap<string, Suspension>(clock);

  const suspendedUntil = (target: string): Instant | undefined => {
    const until = suspensions.get(target)?.until;
    return until !== undefined && clock.now() < until ? until : undefined;
  };

  return {
    suspendedUntil,

    isRemembered: (target: string): boolean => suspensions.has(target),

    isSuspendedSince(target: string, begunAt: Instant): boolean {
      const suspension = suspensions.get(target);
      return suspension !== undefined && suspension.from >= begunAt;
    },

    suspend(target: string, ms: number): Instant {
      const from = clock.now();
      const until = addMs(from, Math.ceil(ms));
      suspensions.set(target, { from, until }, ms + retention);
      return until;
    },

    lift(target: string): 'lifted' | 'not-suspended' {
      const [suspension, until] = [suspensions.get(target), suspendedUntil(target)];
      if (suspension === undefined || until === undefined) return 'not-suspended';
      suspensions.set(target, { ...suspension, until: undefined }, until - clock.now() + retention);
      return 'lifted';
    },
  };
}
