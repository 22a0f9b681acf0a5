import type { Sensitive } from '../../domain/sensitive';

export interface AccessKeyStrength {
  /** Rates how hard the key is to guess, from 0 (easy) to 4 (very hard). `context` lists words that an attacker would try first. */
  score(key: Sensitive<string>, context: readonly string[]): number;
}
