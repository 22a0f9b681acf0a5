import { canonicalClaim, type Claim } from '../domain/claim/claim';
import type { CodeVerdict } from '../domain/recovery/one-time-code';
import type { SenderAccount } from '../ports/chat/sender-account';
import type { AuditFact, AuditSubjects } from '../ports/monitoring/audit-trail';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import type { KeyRing } from '../ports/security/key-ring';
import type { RateLimitName } from '../ports/security/rate-limits';
import { documentKey, employerKey } from './limits/charges';
import type { RecoveryOptions } from './options';
import type { BeginOutcome } from './recovery';

/*
 * Everything that the use cases write to the audit trail. Its words are stored and counted as metrics: they stay as they are, also where
 * the code calls the same thing by another name.
 */

type AuditPorts = Pick<RecoveryOptions, 'audit' | 'keyRing'>;

/** Records an event of a recovery. Without facts, when the recovery is forgotten, the event names no subject. */
export function recordEvent({ audit, keyRing }: AuditPorts, facts: RecoveryFacts | undefined, fact: AuditFact): void {
  const subjects = facts && { ...auditSubjects(keyRing, facts.claim), channel: auditChannelName(facts.channel) };
  audit.record({ ...fact, ...subjects });
}

export function recordCodeVerdict(ports: AuditPorts, facts: RecoveryFacts, verdict: CodeVerdict): void {
  recordEvent(ports, facts, { event: 'code-checked', outcome: CODE_OUTCOMES[verdict.kind] });
  if ('lockout' in verdict)
    recordEvent(ports, facts, { event: 'target-paused', outcome: 'alert', reason: 'wrong-codes' });
}

const CODE_OUTCOMES = {
  verified: 'right',
  mismatch: 'wrong',
  exhausted: 'used-up',
  expired: 'dead',
  'locked-out': 'paused',
} as const;

/** Records the outcome of checking a claim. */
export function recordClaimOutcome(
  { audit, keyRing }: AuditPorts,
  { account, claim }: Required<AlertContext>,
  outcome: BeginOutcome,
): void {
  audit.record({ ...claimFact(outcome), ...auditSubjects(keyRing, claim), ...auditPlace(keyRing, account) });
}

function claimFact(outcome: BeginOutcome): AuditFact {
  const event = 'claim-checked';
  switch (outcome.kind) {
    case 'begun':
      return { event, outcome: 'matched' };
    case 'mismatch':
    case 'requester-locked-out':
      return { event, outcome: 'mismatched' };
    case 'ineligible':
      return { event, outcome: 'ineligible', reason: outcome.cause };
    case 'locked-out':
      return { event, outcome: 'paused' };
    case 'rate-limited':
      return { event, outcome: 'limited', reason: outcome.limit };
  }
}

/** The claim that exceeded a limit, and the account it came from as far as that is known. */
export interface AlertContext {
  readonly claim: Claim;
  readonly account?: SenderAccount;
}

/** Records an alert: a limit that normal use does not reach was exceeded. */
export function recordLimitAlert(
  { audit, keyRing }: AuditPorts,
  reason: RateLimitName,
  { account, claim }: AlertContext,
): void {
  audit.record({
    event: 'limit-reached',
    outcome: 'alert',
    reason,
    ...auditSubjects(keyRing, claim),
    ...(account && auditPlace(keyRing, account)),
  });
}

/** Alerts operators: a person has disavowed a recovery, so the target was suspended. */
export function recordSuspension({ audit, keyRing }: AuditPorts, claim: Claim): void {
  audit.record({ event: 'target-paused', outcome: 'alert', reason: 'disavowed', ...auditSubjects(keyRing, claim) });
}

/** Records that an operator lifted a suspension before its end. */
export function recordLift({ audit, keyRing }: AuditPorts, claim: Claim): void {
  audit.record({ event: 'target-resumed', outcome: 'resumed', ...auditSubjects(keyRing, claim) });
}

/** The subjects of a claim as MACs under a purpose of their own: nobody can read a number in them. */
const auditSubjects = (keyRing: KeyRing, claim: Claim): AuditSubjects => ({
  target: keyRing.mac('audit', `target:${canonicalClaim(claim)}`),
  document: keyRing.mac('audit', `document:${documentKey(claim.document)}`),
  employer: keyRing.mac('audit', `employer:${employerKey(claim)}`),
});

const auditPlace = (keyRing: KeyRing, { channel, conversation }: SenderAccount) => ({
  channel: auditChannelName(channel),
  conversation: keyRing.mac('audit', `conversation:${conversation}`),
});

/** Callers choose the name of their channel, so only text in the form of a name enters the trail. */
const auditChannelName = (channel: string): string => (/^[\w.-]{1,32}$/.test(channel) ? channel : 'other');
