import { createRequire } from 'node:module';
import type * as Core from '@zxcvbn-ts/core';
import type * as Common from '@zxcvbn-ts/language-common';
import type * as Spanish from '@zxcvbn-ts/language-es-es';
import type { AccessKeyStrength } from '../../ports/security/access-key-strength';

const load = createRequire(__filename);

/** More is not judged: time grows with length, and no key is longer. */
const MAX_LENGTH = 128;

/** The library's 100 let one key of `4`s and `$`s hold the process for a second; with ten it is a tenth, and no score differs. */
const SUBSTITUTIONS = 10;

/** Judges by the passwords, names and words that guessers of Spanish keys try first. */
export function createZxcvbnKeyStrength(): AccessKeyStrength {
  let judge: Core.ZxcvbnFactory | undefined;

  return {
    score(key, context) {
      judge ??= createJudge();
      return judge.check(key.expose().normalize('NFC'), [...context]).score;
    },
  };
}

/** The dictionaries are megabytes that start-up need not wait for: they are loaded with the first key. */
function createJudge(): Core.ZxcvbnFactory {
  const { ZxcvbnFactory } = load('@zxcvbn-ts/core') as typeof Core;
  const common = load('@zxcvbn-ts/language-common') as typeof Common;
  const spanish = load('@zxcvbn-ts/language-es-es') as typeof Spanish;

  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...spanish.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: MAX_LENGTH,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  });
}
