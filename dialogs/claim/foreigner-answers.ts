import { suggestForeignerCode } from '../../src/domain/reading/read-foreigner-code';
import type { DraftUpdate } from './draft-update';
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
  const code = suggestForeignerCode(text, foreignerPattern);
  if (code === undefined && readIntent(text, ['foreigner'])) return offerCommand(draft, 'foreigner');
  if (code === undefined || draft.offer || isPassport(code, remark)) return undefined;
  return {
    draft: { ...draft, part: undefined, offer: { text: code, documentKind: 'foreigner' } },
    remark: { key: 'claim.document.maybe-foreigner', values: { code }, choices: ['yes', 'cedula'] },
  };
}

/** A passport number may have the shape of a code. One that begins with EXT is none. */
const isPassport = (code: string, remark: DraftUpdate['remark']): boolean =>
  remark?.key === 'claim.document.fault.passport' && !code.startsWith('EXT');
