import type { Claim } from '../domain/claim';
import type { AuditFact } from '../ports/audit-trail';
import type { Origin } from '../ports/origin';
import { placeOf, subjectsOf } from './audit-subjects';
import type { RecoveryOptions } from './options';
import type { BeginOutcome } from './recovery';

/** What a claim came to. */
export function recordClaim(
  { audit, keyRing }: Pick<RecoveryOptions, 'audit' | 'keyRing'>,
  claim: Claim,
  { origin, outcome }: Answered,
): void {
  audit.record({ ...claimFact(outcome), ...subjectsOf(keyRing, claim), ...placeOf(keyRing, origin) });
}

interface Answered {
  readonly origin: Origin;
  readonly outcome: BeginOutcome;
}

function claimFact(outcome: BeginOutcome): AuditFact {
  const event = 'claim-checked';
  switch (outcome.kind) {
    case 'begun':
      return { event, outcome: 'matched' };
    case 'mismatch':
    case 'failed-often':
      return { event, outcome: 'mismatched' };
    case 'ineligible':
      return { event, outcome: 'ineligible', reason: outcome.cause };
    case 'paused':
      return { event, outcome: outcome.kind };
    case 'limited':
      return { event, outcome: outcome.kind, reason: outcome.limit };
  }
}
