import { parseForeignerCode } from '../../src/domain/claim/foreigner-code';
import { truncateAndFold } from '../../src/domain/reading/normalise-text';
import type { DraftUpdate } from './claim-answers';
import { offerCommand } from './offered-commands';
import type { IntentReader } from '../input/intents';

export interface ForeignerAnswerOptions {
  readonly update: DraftUpdate;
  readonly text: string;
  readonly foreignerPattern: RegExp;
  readonly readIntent: IntentReader;
}

/**
 * Reads a foreigner's answer to the question for the cédula. A code is taken when the person says to be a foreigner, and needs a
 * confirmation otherwise. Returns `undefined` for all other answers.
 */
export function applyForeignerAnswer({
  foreignerPattern,
  update,
  readIntent,
  text,
}: ForeignerAnswerOptions): DraftUpdate | undefined {
  const { draft, remark } = update;
  if (draft.documentKind === 'foreigner') return undefined;
  const code = findForeignerCode(text, foreignerPattern);
  if (code === undefined && readIntent(text, ['foreigner'])) return offerCommand(draft, 'foreigner');
  if (code === undefined || draft.offer || remark?.key === 'claim.document.fault.passport') return undefined;
  return {
    draft: { ...draft, offer: { text: code, documentKind: 'foreigner' } },
    remark: { key: 'claim.document.maybe-foreigner', values: { code }, choices: ['yes', 'cedula'] },
  };
}

/** Finds a word of letters and digits that matches the pattern. A word with nine digits or more is a mistyped cédula or RUC. */
const findForeignerCode = (text: string, pattern: RegExp): string | undefined =>
  truncateAndFold(text)
    .split(/[\s,;:/]+/)
    .find((word) => /\p{L}/u.test(word) && word.replace(/\D/g, '').length < 9 && parseForeignerCode(word, pattern).ok);
