import type { CodeVerdict } from '../domain/recovery/one-time-code';
import type { AuditFact } from '../ports/monitoring/audit-trail';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import { auditChannelName, auditSubjects } from './audit-subjects';
import type { RecoveryOptions } from './options';

type Recording = Pick<RecoveryOptions, 'audit' | 'keyRing'>;

/** Takes down what happened in a recovery; of one that nobody remembers any more, only that it did. */
export function recordEvent({ audit, keyRing }: Recording, facts: RecoveryFacts | undefined, fact: AuditFact): void {
  const about = facts && { ...auditSubjects(keyRing, facts.claim), channel: auditChannelName(facts.channel) };
  audit.record({ ...fact, ...about });
}

export function recordCodeVerdict(recording: Recording, facts: RecoveryFacts, verdict: CodeVerdict): void {
  recordEvent(recording, facts, { event: 'code-checked', outcome: CODE_OUTCOMES[verdict.kind] });
  if ('pause' in verdict)
    recordEvent(recording, facts, { event: 'target-paused', outcome: 'alert', reason: 'wrong-codes' });
}

const CODE_OUTCOMES = {
  verified: 'right',
  mismatch: 'wrong',
  exhausted: 'used-up',
  expired: 'dead',
  paused: 'paused',
} as const;
