import type { AccessKeyFault } from '../../../domain/employer/access-key';
import type { KeyRules, KeyRule, RuleStates, Score } from './key-rules';

/** A key that the server refused, with its faults. They apply to this key only. */
export interface RefusedKey {
  readonly key: string;
  readonly faults: readonly AccessKeyFault[];
}

export const NO_REFUSED_KEY: RefusedKey = { key: '', faults: [] };

/** The page lists no rule for the maximum length, so `too-long` marks none; the fault next to the field says it. */
const RULE_OF: Readonly<Record<AccessKeyFault, KeyRule | undefined>> = {
  'too-short': 'length',
  'too-long': undefined,
  'contains-own-data': 'own-data',
  'too-weak': 'strength',
  'same-as-old': 'different',
};

/** Marks the rules that the server found broken, overriding the page's own evaluation. */
export function applyServerFaults(states: RuleStates, faults: readonly AccessKeyFault[]): RuleStates {
  const broken = faults.flatMap((fault) => RULE_OF[fault] ?? []).map((rule) => [rule, 'broken'] as const);
  return { ...states, ...Object.fromEntries(broken) };
}

/** Lowers the score of a key that the server calls too weak, because the page's dictionary is smaller than the server's. */
export function capScore(score: Score, faults: readonly AccessKeyFault[], rules: KeyRules): Score {
  if (!faults.includes('too-weak')) return score;
  const maxScore = rules.score - 1;
  return score === 'none' ? maxScore : Math.min(score, maxScore);
}
