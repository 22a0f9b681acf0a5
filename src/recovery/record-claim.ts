import type { Claim } from '../domain/claim/claim';
import type { AuditFact } from '../ports/monitoring/audit-trail';
import type { ChannelAccount } from '../ports/chat/channel-account';
import { auditPlace, auditSubjects } from './audit-subjects';
import type { RecoveryOptions } from './options';
import type { BeginOutcome } from './recovery';

/** What a claim came to. */
export function recordClaimOutcome(
  { audit, keyRing }: Pick<RecoveryOptions, 'audit' | 'keyRing'>,
  claim: Claim,
  { origin, outcome }: Answered,
): void {
  audit.record({ ...claimFact(outcome), ...auditSubjects(keyRing, claim), ...auditPlace(keyRing, origin) });
}

interface Answered {
  readonly origin: ChannelAccount;
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
