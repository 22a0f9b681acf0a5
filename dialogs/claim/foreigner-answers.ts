import { suggestForeignerCode } from '../../src/domain/reading/read-foreigner-code';
import type { DraftUpdate } from './draft-update';

export interface ForeignerAnswerOptions {
  readonly update: DraftUpdate;
  readonly text: string;
  readonly foreignerPattern: RegExp;
}

/**
 * Offers a foreigner's code that was typed as an answer to the question for the cédula. Returns `undefined` for all other answers.
 */
export function applyForeignerAnswer({
  foreignerPattern,
  update,
  text,
}: ForeignerAnswerOptions): DraftUpdate | undefined {
  const { draft, remark } = update;
  if (draft.documentKind === 'foreigner') return undefined;
  const code = suggestForeignerCode(text, foreignerPattern);
  if (code === undefined || draft.offer || isPassport(code, remark)) return undefined;
  return {
    draft: { ...draft, part: undefined, offer: { text: code, documentKind: 'foreigner' } },
    remark: { key: 'claim.document.maybe-foreigner', values: { code }, choices: ['yes', 'cedula'] },
  };
}

/** A passport number may have the shape of a code. One that begins with EXT is none. */
const isPassport = (code: string, remark: DraftUpdate['remark']): boolean =>
  remark?.key === 'claim.document.fault.passport' && !code.startsWith('EXT');
