import type { Claim } from '../domain/claim';
import type { Origin } from '../ports/origin';
import type { LimitName } from '../ports/rate-limits';
import { placeOf, subjectsOf } from './audit-subjects';
import type { RecoveryOptions } from './options';

/** What was being asked for, and from where as far as that is known. */
export interface Asked {
  readonly claim: Claim;
  readonly origin?: Origin;
}

/** Somebody should look: this is more than people ask for. */
export function raiseAlert(
  { audit, keyRing }: Pick<RecoveryOptions, 'audit' | 'keyRing'>,
  reason: LimitName,
  { claim, origin }: Asked,
): void {
  audit.record({
    event: 'limit-reached',
    outcome: 'alert',
    reason,
    ...subjectsOf(keyRing, claim),
    ...(origin && placeOf(keyRing, origin)),
  });
}
