import { domesticClaim } from '../../src/domain/claim/claim';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import { truncateAndFold } from '../../src/domain/reading/normalise-text';
import { readClaim, type ClaimParseResults } from '../../src/domain/reading/read-claim';
import type { BotMessage } from '../chat';
import type { ClaimDraft } from './draft';
import { fillDomesticNumbers } from './draft-changes';

/** What an answer made of the draft; with a remark, the question is put again in other words. */
export interface DraftUpdate {
  readonly draft: ClaimDraft;
  readonly remark?: BotMessage;
}

export interface ClaimAnswer {
  readonly asked: ClaimField;
  readonly text: string;
  readonly foreignerPattern: RegExp;
}

/** Takes everything a message tells, not only what was asked; what cannot be read is asked again and costs nothing else. */
export function applyAnswer(before: ClaimDraft, { asked, foreignerPattern, text }: ClaimAnswer): DraftUpdate {
  const draft = { ...before, offer: undefined };
  const reading = readClaim(text, { askedField: asked, documentKind: draft.documentKind, foreignerPattern });
  const heard = hearDocument(keepBranch(keepRuc(draft, reading), reading), reading);
  const settled = fillDomesticNumbers(heard.draft);
  if (heard.remark) return { ...heard, draft: settled };
  return hearDomesticNumber(settled, text) ?? explainFault(settled, asked, reading);
}

/** What a summary can be told: whatever is clearly there. */
export function applyCorrection(
  draft: ClaimDraft,
  { foreignerPattern, text }: Omit<ClaimAnswer, 'asked'>,
): DraftUpdate | undefined {
  const reading = readClaim(text, { askedField: 'branch', documentKind: draft.documentKind, foreignerPattern });
  const { branch, document, ruc } = reading;
  if (branch?.kind !== 'refuse') return applyAnswer(draft, { asked: 'branch', foreignerPattern, text });
  if (document === undefined && ruc === undefined) return undefined;
  const heard = hearDocument(keepRuc({ ...draft, offer: undefined }, reading), reading);
  return { ...heard, draft: fillDomesticNumbers(heard.draft) };
}

function keepRuc(draft: ClaimDraft, { ruc }: ClaimParseResults): ClaimDraft {
  if (ruc === undefined || ruc.kind === 'refuse') return draft;
  const doubts = draft.doubts.filter((doubt) => doubt !== 'ruc');
  return {
    ...draft,
    ruc: ruc.value,
    employer: 'business',
    // A domestic employer's branch was not the person's answer.
    branch: draft.employer === 'domestic' ? undefined : draft.branch,
    doubts: ruc.kind === 'confirm' ? [...doubts, 'ruc'] : doubts,
  };
}

const keepBranch = (draft: ClaimDraft, { branch }: ClaimParseResults): ClaimDraft =>
  branch === undefined || branch.kind === 'refuse' ? draft : { ...draft, branch: branch.value };

/** A cédula that breaks the rule is refused once; sent again, it is taken with a mark, and the registry decides. */
function hearDocument(draft: ClaimDraft, { document }: ClaimParseResults): DraftUpdate {
  if (document === undefined || document.kind === 'refuse') return { draft };
  const doubts = draft.doubts.filter((doubt) => doubt !== 'document');
  if (document.kind === 'accept')
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts } };

  const number = document.value.kind === 'cedula' ? document.value.number : document.value.code;
  if (draft.refusedOnce === number) {
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts: [...doubts, 'document'] } };
  }
  return {
    draft: { ...draft, refusedOnce: number, offer: { text: number, documentKind: draft.documentKind } },
    remark: { key: `claim.document.doubt.${document.doubt}`, values: { number }, choices: [{ text: number }] },
  };
}

/** Cédula and 000 is the official number of a domestic employer; that it is one, the person must say (domain: own rule). */
function hearDomesticNumber(draft: ClaimDraft, text: string): DraftUpdate | undefined {
  const { document, employer, ruc } = draft;
  if (document?.kind !== 'cedula' || employer === 'domestic' || ruc !== undefined) return undefined;
  const numbers: readonly string[] = truncateAndFold(text).match(/\d+/g) ?? [];
  return numbers.includes(domesticClaim(document.number).ruc) ? offerDomestic(draft) : undefined;
}

const offerDomestic = (draft: ClaimDraft): DraftUpdate => ({
  draft: { ...draft, offer: { text: 'servicio doméstico', documentKind: 'cedula' } },
  remark: { key: 'claim.ruc.fault.domestic', choices: ['domestic'] },
});

function explainFault(draft: ClaimDraft, asked: ClaimField, { branch, document, ruc }: ClaimParseResults): DraftUpdate {
  switch (asked) {
    case 'document':
      return document?.kind === 'refuse'
        ? explain(draft, `claim.document.fault.${document.fault}`, document.suggestion)
        : { draft };
    case 'ruc':
      return ruc?.kind === 'refuse' ? explainRuc(draft, ruc) : { draft };
    case 'branch':
      return branch?.kind === 'refuse'
        ? explain(draft, `claim.branch.fault.${branch.fault}`, branch.suggestion)
        : { draft };
  }
}

const explainRuc = (draft: ClaimDraft, { fault, suggestion }: Refused<ClaimParseResults['ruc']>): DraftUpdate =>
  fault === 'domestic' ? offerDomestic(draft) : explain(draft, `claim.ruc.fault.${fault}`, suggestion);

type Refused<R> = Extract<R, { readonly kind: 'refuse' }>;

/** A suggestion is offered, never applied: it holds digits that nobody typed. */
function explain(draft: ClaimDraft, key: BotMessage['key'], suggestion?: string): DraftUpdate {
  if (suggestion === undefined) return { draft, remark: { key, values: { suggestion: 'none' } } };
  return {
    draft: { ...draft, offer: { text: suggestion, documentKind: draft.documentKind } },
    remark: { key, values: { suggestion }, choices: [{ text: suggestion }] },
  };
}
