import type { AccessKeyFault } from '../../../domain/employer/access-key';
import type { KeyRules, KeyRule, RuleStates, Score } from './key-rules';

/** A key that may not be used, and why. It says nothing of any other key. */
export interface RejectedKey {
  readonly key: string;
  readonly faults: readonly AccessKeyFault[];
}

export const NO_REJECTED_KEY: RejectedKey = { key: '', faults: [] };

/** Nothing on the page promises a bound above, so nothing is marked for it: the fault beside the field says it. */
const RULE_OF: Readonly<Record<AccessKeyFault, KeyRule | undefined>> = {
  'too-short': 'length',
  'too-long': undefined,
  'contains-own-data': 'own-data',
  'too-weak': 'strength',
  'same-as-old': 'different',
};

/** A refusal stands above what the page made of the key: the server knows more. */
export function applyServerFaults(states: RuleStates, faults: readonly AccessKeyFault[]): RuleStates {
  const broken = faults.flatMap((fault) => RULE_OF[fault] ?? []).map((rule) => [rule, 'broken'] as const);
  return { ...states, ...Object.fromEntries(broken) };
}

/** Too weak to the server is weak here, however well this page's smaller dictionary thinks of it. */
export function capScore(score: Score, faults: readonly AccessKeyFault[], rules: KeyRules): Score {
  if (!faults.includes('too-weak')) return score;
  const weak = rules.score - 1;
  return score === 'none' ? weak : Math.min(score, weak);
}
