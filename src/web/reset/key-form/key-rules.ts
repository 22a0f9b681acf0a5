import type { AccessKeyFault } from '../../../domain/employer/access-key';
import type { ResetPageData } from '../../../http/routes/reset/page-data';

export interface KeyInput {
  readonly key: string;
  readonly repeat: string;
}

/** 0 to 4; `none` while the field is empty or the meter is missing. */
export type Score = number | 'none';

export type KeyRule = 'length' | 'own-data' | 'strength' | 'different' | 'repeat';
/** `server`: only the server can check it. */
export type RuleState = 'open' | 'met' | 'broken' | 'server';
export type RuleStates = Readonly<Record<KeyRule, RuleState>>;
export type KeyRules = ResetPageData['key'];

/** Returns the state of each rule. Rules that need the RUC, the cédula or the old key are left to the server. */
export function evaluateRules({ key, repeat }: KeyInput, score: Score, rules: KeyRules): RuleStates {
  return {
    length: lengthOf(key) >= rules.minimum ? 'met' : 'open',
    'own-data': namesInstitute(key) ? 'broken' : 'server',
    strength: key === '' ? 'open' : strengthState(score, rules),
    different: 'server',
    repeat: repeatState(key, repeat),
  };
}

/** Returns the faults that the page can find by itself. */
export function findLocalFaults({ key }: KeyInput, rules: KeyRules): readonly AccessKeyFault[] {
  const faults: AccessKeyFault[] = [];
  if (lengthOf(key) < rules.minimum) faults.push('too-short');
  if (namesInstitute(key)) faults.push('contains-own-data');
  return faults;
}

/** Counts as the server does: code points of the composed form (NFC). */
const lengthOf = (key: string): number => Array.from(key.normalize('NFC')).length;

const namesInstitute = (key: string): boolean => key.normalize('NFKC').toLowerCase().includes('iess');

function strengthState(score: Score, rules: KeyRules): RuleState {
  if (score === 'none') return 'server';
  return score >= rules.score ? 'met' : 'open';
}

function repeatState(key: string, repeat: string): RuleState {
  if (repeat === '' || (key.startsWith(repeat) && key !== repeat)) return 'open';
  return key === repeat ? 'met' : 'broken';
}
