import type { Cedula } from '../../src/domain/claim/cedula';
import { NUMBER_LENGTHS } from '../../src/domain/reading/assign-numbers';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimParseResults } from '../../src/domain/reading/read-claim';
import type { BotMessage } from '../chat';
import type { DraftUpdate } from './draft-update';
import type { ClaimDraft } from './draft';

interface RefusedAnswer {
  readonly askedField: ClaimField;
  /** Digits of the answer that may be the first part of a number. */
  readonly part: string | undefined;
}

/** Explains why the answer to the asked question could not be taken, and offers the suggestion if there is one. */
export function explainFault(
  draft: ClaimDraft,
  { branch, document, ruc }: ClaimParseResults,
  { askedField, part }: RefusedAnswer,
): DraftUpdate {
  switch (askedField) {
    case 'document':
      return document?.kind === 'refuse'
        ? explainDocument({ ...draft, part }, document, isTaken(draft, ruc))
        : { draft };
    case 'ruc':
      return ruc?.kind === 'refuse' ? explainRuc({ ...draft, part }, ruc) : { draft };
    case 'branch':
      return branch?.kind === 'refuse'
        ? explain(draft, `claim.branch.fault.${branch.fault}`, branch.suggestion)
        : { draft };
  }
}

/** Asks whether the person is a domestic employer. Only a yes makes them one. */
export const offerDomestic = (draft: ClaimDraft): DraftUpdate => ({
  draft: { ...draft, part: undefined, offer: { text: 'servicio doméstico', documentKind: 'cedula' } },
  remark: { key: 'claim.ruc.fault.domestic', choices: ['domestic'] },
});

type Refused<R> = Extract<R, { readonly kind: 'refuse' }>;

/** Whether the RUC in the answer was noted. One with a wrong suffix is not. */
const isTaken = (draft: ClaimDraft, ruc: ClaimParseResults['ruc']): boolean =>
  ruc !== undefined && ruc.kind !== 'refuse' && ruc.value === draft.ruc;

function explainDocument(
  draft: ClaimDraft,
  refused: Refused<ClaimParseResults['document']>,
  isRucTaken: boolean,
): DraftUpdate {
  const { fault, suggestion } = refused;
  switch (fault) {
    case 'domestic':
      // The number begins with the cédula. Whether the employer is a domestic one is asked.
      return offerDomestic({ ...draft, document: { kind: 'cedula', number: suggestion as Cedula } });
    case 'is-cedula':
      return offerCedula(draft, suggestion ?? '');
    case 'is-ruc':
      return explainRucAsDocument(draft, suggestion, isRucTaken);
    case 'nothing-found':
    case 'several-found':
    case 'guess':
      return draft.documentKind === 'foreigner'
        ? explain(draft, `claim.foreigner.fault.${fault}`, suggestion)
        : (explainPart(draft, 'document') ?? explain(draft, `claim.document.fault.${fault}`, suggestion));
    case 'length':
      return suggestion === undefined
        ? (explainPart(draft, 'document') ?? explain(draft, 'claim.document.fault.length'))
        : explain(draft, 'claim.document.fault.length', suggestion);
    case 'letters':
    case 'province':
    case 'third-digit':
    case 'telephone':
    case 'passport':
    case 'shape':
    case 'glued':
      return explain(draft, `claim.document.fault.${fault}`, suggestion);
  }
}

/** Says that the RUC is noted, if it is, and asks for the document. Offers the cédula with which the RUC of a person begins. */
function explainRucAsDocument(draft: ClaimDraft, suggestion: string | undefined, isTaken: boolean): DraftUpdate {
  const { documentKind } = draft;
  const update = explain(draft, 'claim.document.fault.is-ruc', suggestion);
  const values = { suggestion: 'none', ...update.remark?.values, taken: isTaken ? 'yes' : 'no', documentKind };
  return { ...update, remark: update.remark && { ...update.remark, values } };
}

/** Offers to take a cédula in place of the foreigner's code. */
export const offerCedula = (draft: ClaimDraft, cedula: string): DraftUpdate => ({
  draft: { ...draft, offer: { text: cedula, documentKind: 'cedula' } },
  remark: { key: 'claim.document.fault.is-cedula', values: { suggestion: cedula }, choices: ['yes'] },
});

function explainRuc(draft: ClaimDraft, { fault, suggestion }: Refused<ClaimParseResults['ruc']>): DraftUpdate {
  if (fault === 'domestic') return offerDomestic(draft);
  const mayBePart = suggestion === undefined && (fault === 'length' || fault === 'nothing-found');
  return (mayBePart ? explainPart(draft, 'ruc') : undefined) ?? explain(draft, `claim.ruc.fault.${fault}`, suggestion);
}

/** Says how many digits were seen and how many are missing, when the answer may be the first part of the number. */
function explainPart(draft: ClaimDraft, field: 'document' | 'ruc'): DraftUpdate | undefined {
  const seen = draft.part?.length ?? 0;
  const missing = NUMBER_LENGTHS[field] - seen;
  return seen === 0 || missing <= 0
    ? undefined
    : { draft, remark: { key: `claim.${field}.part`, values: { seen, missing } } };
}

/** Offers a suggestion but never applies it, because it contains digits that the person did not type. */
export function explain(draft: ClaimDraft, key: BotMessage['key'], suggestion?: string): DraftUpdate {
  if (suggestion === undefined) return { draft, remark: { key, values: { suggestion: 'none' } } };
  return {
    draft: { ...draft, offer: { text: suggestion, documentKind: draft.documentKind } },
    remark: { key, values: { suggestion }, choices: [{ text: suggestion }] },
  };
}
