import type { CodeVerdict } from '../domain/one-time-code';
import type { AuditFact } from '../ports/audit-trail';
import type { RecoveryFacts } from '../ports/recovery-store';
import { channelName, subjectsOf } from './audit-subjects';
import type { RecoveryOptions } from './options';

type Recording = Pick<RecoveryOptions, 'audit' | 'keyRing'>;

/** Takes down what happened in a recovery; of one that nobody remembers any more, only that it did. */
export function record({ audit, keyRing }: Recording, facts: RecoveryFacts | undefined, fact: AuditFact): void {
  const about = facts && { ...subjectsOf(keyRing, facts.claim), channel: channelName(facts.channel) };
  audit.record({ ...fact, ...about });
}

export function recordCode(recording: Recording, facts: RecoveryFacts, verdict: CodeVerdict): void {
  record(recording, facts, { event: 'code-checked', outcome: CODE_OUTCOMES[verdict.kind] });
  if ('pause' in verdict) record(recording, facts, { event: 'target-paused', outcome: 'alert', reason: 'wrong-codes' });
}

const CODE_OUTCOMES = {
  verified: 'right',
  mismatch: 'wrong',
  exhausted: 'used-up',
  expired: 'dead',
  paused: 'paused',
} as const;
