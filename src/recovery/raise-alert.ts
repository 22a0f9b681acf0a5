import type { Claim } from '../domain/claim/claim';
import type { ChannelAccount } from '../ports/chat/channel-account';
import type { RateLimitName } from '../ports/security/rate-limits';
import { auditPlace, auditSubjects } from './audit-subjects';
import type { RecoveryOptions } from './options';

/** What was being asked for, and from where as far as that is known. */
export interface AlertSubject {
  readonly claim: Claim;
  readonly account?: ChannelAccount;
}

/** Somebody should look: this is more than people ask for. */
export function recordLimitAlert(
  { audit, keyRing }: Pick<RecoveryOptions, 'audit' | 'keyRing'>,
  reason: RateLimitName,
  { claim, account }: AlertSubject,
): void {
  audit.record({
    event: 'limit-reached',
    outcome: 'alert',
    reason,
    ...auditSubjects(keyRing, claim),
    ...(account && auditPlace(keyRing, account)),
  });
}
