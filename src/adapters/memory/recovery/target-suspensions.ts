import { addMs, type Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import { createExpiringMap } from '../expiring-map';

interface Hold {
  readonly from: Instant;
  /** Absent once it was lifted. */
  readonly until: Instant | undefined;
}

/** Keeps suspensions, each for `retention` ms longer: until no recovery is left that was open when it began. */
export function createTargetSuspensions(clock: Clock, retention: number) {
  const holds = createExpiringMap<string, Hold>(clock);

  const heldUntil = (target: string): Instant | undefined => {
    const until = holds.get(target)?.until;
    return until !== undefined && clock.now() < until ? until : undefined;
  };

  return {
    heldUntil,

    isRemembered: (target: string): boolean => holds.has(target),

    isSuspendedSince(target: string, begunAt: Instant): boolean {
      const hold = holds.get(target);
      return hold !== undefined && hold.from >= begunAt;
    },

    suspend(target: string, ms: number): Instant {
      const from = clock.now();
      const until = addMs(from, Math.ceil(ms));
      holds.set(target, { from, until }, ms + retention);
      return until;
    },

    lift(target: string): 'resumed' | 'not-paused' {
      const [hold, until] = [holds.get(target), heldUntil(target)];
      if (hold === undefined || until === undefined) return 'not-paused';
      holds.set(target, { ...hold, until: undefined }, until - clock.now() + retention);
      return 'resumed';
    },
  };
}
