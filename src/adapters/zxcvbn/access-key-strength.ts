import { createRequire } from 'node:module';
import type * as Core from '@zxcvbn-ts/core';
import type * as Common from '@zxcvbn-ts/language-common';
import type * as Spanish from '@zxcvbn-ts/language-es-es';
import { scoreByDistinctWords } from '../../domain/employer/key-strength';
import type { AccessKeyStrength } from '../../ports/security/access-key-strength';

const load = createRequire(__filename);

/** With the library's default of 100, a key of `4`s and `$`s blocks the process for a second. With 10 it takes a tenth, at equal scores. */
const SUBSTITUTIONS = 10;

export interface ZxcvbnAccessKeyStrengthOptions {
  /** Length of the longest key. Further characters are not scored, because the time grows with the length. */
  readonly maxLength: number;
}

/** Scores keys by common passwords, names and words of Spanish and English. */
export function createZxcvbnAccessKeyStrength({ maxLength }: ZxcvbnAccessKeyStrengthOptions): AccessKeyStrength {
  let estimator: Core.ZxcvbnFactory | undefined;

  return {
    score(key, context) {
      const loaded = (estimator ??= createEstimator(maxLength));
      return scoreByDistinctWords(key.expose().normalize('NFC'), (text) => loaded.check(text, [...context]).score);
    },
  };
}

/** Loads the dictionaries, which are megabytes, with the first key instead of at start. */
function createEstimator(maxLength: number): Core.ZxcvbnFactory {
  const { ZxcvbnFactory } = load('@zxcvbn-ts/core') as typeof Core;
  const common = load('@zxcvbn-ts/language-common') as typeof Common;
  const spanish = load('@zxcvbn-ts/language-es-es') as typeof Spanish;

  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...spanish.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  });
}
