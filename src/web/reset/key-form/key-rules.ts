import type { AccessKeyFault } from '../../../domain/employer/access-key';
import type { ResetPageData } from '../../../http/routes/reset/page-data';

export interface KeyInput {
  readonly key: string;
  readonly repeat: string;
}

/** 0 to 4; `none` while nothing is typed, or without the meter. */
export type Score = number | 'none';

export type KeyRule = 'length' | 'own-data' | 'strength' | 'different' | 'repeat';
/** `server`: only the server can tell. */
export type RuleState = 'open' | 'met' | 'broken' | 'server';
export type RuleStates = Readonly<Record<KeyRule, RuleState>>;
export type KeyRules = ResetPageData['key'];

/** How each rule stands while the person types. What the page cannot know (RUC, cédula, the old key) it does not claim. */
export function evaluateRules({ key, repeat }: KeyInput, score: Score, rules: KeyRules): RuleStates {
  return {
    length: lengthOf(key) >= rules.minimum ? 'met' : 'open',
    'own-data': namesInstitute(key) ? 'broken' : 'server',
    strength: key === '' ? 'open' : judgeStrength(score, rules),
    different: 'server',
    repeat: judgeRepeat(key, repeat),
  };
}

/** Faults that need no server. */
export function findLocalFaults({ key }: KeyInput, rules: KeyRules): readonly AccessKeyFault[] {
  const faults: AccessKeyFault[] = [];
  if (lengthOf(key) < rules.minimum) faults.push('too-short');
  if (namesInstitute(key)) faults.push('contains-own-data');
  return faults;
}

/** As the server counts: characters, not code units, in their composed form. */
const lengthOf = (key: string): number => Array.from(key.normalize('NFC')).length;

const namesInstitute = (key: string): boolean => key.normalize('NFKC').toLowerCase().includes('iess');

function judgeStrength(score: Score, rules: KeyRules): RuleState {
  if (score === 'none') return 'server';
  return score >= rules.score ? 'met' : 'open';
}

function judgeRepeat(key: string, repeat: string): RuleState {
  if (repeat === '' || (key.startsWith(repeat) && key !== repeat)) return 'open';
  return key === repeat ? 'met' : 'broken';
}
