import { parseForeignerCode } from '../src/domain/foreigner-code';
import { readableText } from '../src/domain/reading/normalise-text';
import { hearAnswer, type Heard } from './claim-answers';
import { asForeigner } from './draft-changes';
import type { ReadMeaning } from './meaning';

export interface ForeignerAnswer {
  readonly heard: Heard;
  readonly text: string;
  readonly foreignerPattern: RegExp;
  readonly readMeaning: ReadMeaning;
}

/** A foreigner's answer where a cédula was asked: taken when the person says so, otherwise asked about; undefined for anybody else. */
export function hearForeigner({ foreignerPattern, heard, readMeaning, text }: ForeignerAnswer): Heard | undefined {
  const { draft, remark } = heard;
  if (draft.documentKind === 'foreigner') return undefined;
  const code = findForeignerCode(text, foreignerPattern);
  if (readMeaning(text, ['foreigner'])) {
    const foreign = asForeigner(draft);
    return code === undefined
      ? { draft: foreign }
      : hearAnswer(foreign, { asked: 'document', foreignerPattern, text: code });
  }
  if (code === undefined || draft.offer || remark?.key === 'claim.document.fault.passport') return undefined;
  return {
    draft: { ...draft, offer: { text: code, documentKind: 'foreigner' } },
    remark: { key: 'claim.document.maybe-foreigner', values: { code }, choices: ['yes', 'cedula'] },
  };
}

/** Letters and digits in one word that could be such a code; a word with nine digits or more was meant as a cédula or a RUC. */
const findForeignerCode = (text: string, pattern: RegExp): string | undefined =>
  readableText(text)
    .split(/[\s,;:/]+/)
    .find((word) => /\p{L}/u.test(word) && word.replace(/\D/g, '').length < 9 && parseForeignerCode(word, pattern).ok);
