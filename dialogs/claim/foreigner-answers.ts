import { documentNumber } from '../../src/domain/claim/identity-document';
import { readClaim } from '../../src/domain/reading/read-claim';
import { findExtCode, suggestForeignerCode } from '../../src/domain/reading/read-foreigner-code';
import { offerCedula } from './answer-faults';
import { askAnew } from './corrections';
import type { ClaimDraft } from './draft';
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
  return offerCode(draft, code);
}

const offerCode = (draft: ClaimDraft, code: string): DraftUpdate => ({
  draft: { ...draft, part: undefined, offer: { text: code, documentKind: 'foreigner' } },
  remark: { key: 'claim.document.maybe-foreigner', values: { code }, choices: ['yes', 'cedula'] },
});

/**
 * Offers a cédula at the summary to a person who gave a foreigner's code, and the reverse. The document that was given is kept until the
 * person accepts.
 */
export function offerOtherDocument(
  draft: ClaimDraft,
  { foreignerPattern, text }: Omit<ForeignerAnswerOptions, 'update'>,
): DraftUpdate | undefined {
  if (draft.documentKind === 'cedula') {
    const code = findExtCode(text, foreignerPattern);
    return code && offerCode(askAnew(draft, 'document'), code);
  }
  const { document } = readClaim(text, { askedField: 'branch', documentKind: 'cedula', foreignerPattern });
  return document?.kind === 'accept'
    ? offerCedula(askAnew(draft, 'document'), documentNumber(document.value))
    : undefined;
}

/** A passport number may have the shape of a code. One that begins with EXT is none. */
const isPassport = (code: string, remark: DraftUpdate['remark']): boolean =>
  remark?.key === 'claim.document.fault.passport' && !code.startsWith('EXT');
