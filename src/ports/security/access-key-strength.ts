import type { Sensitive } from '../../domain/sensitive';

export interface AccessKeyStrength {
  /** How hard the key is to guess, 0 (at once) to 4 (hopeless); `context` lists words an attacker would try first. */
  score(key: Sensitive<string>, context: readonly string[]): number;
}
