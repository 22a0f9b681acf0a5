import { domesticClaim } from '../../src/domain/claim/claim';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import { truncateAndFold } from '../../src/domain/reading/normalise-text';
import { readClaim, type ClaimParseResults } from '../../src/domain/reading/read-claim';
import type { BotMessage } from '../chat';
import type { ClaimDraft } from './draft';
import { fillDomesticNumbers } from './draft-changes';

/** Result of an answer: the new draft, and a remark when the next question must be replaced by other words. */
export interface DraftUpdate {
  readonly draft: ClaimDraft;
  readonly remark?: BotMessage;
}

export interface ClaimAnswer {
  readonly askedField: ClaimField;
  readonly text: string;
  readonly foreignerPattern: RegExp;
}

/** Takes every number that the message contains, not only the asked one. A number that cannot be read does not discard the others. */
export function applyAnswer(before: ClaimDraft, { askedField, foreignerPattern, text }: ClaimAnswer): DraftUpdate {
  const draft = { ...before, offer: undefined };
  const reading = readClaim(text, { askedField, documentKind: draft.documentKind, foreignerPattern });
  const update = takeDocument(takeBranch(takeRuc(draft, reading), reading), reading);
  const completed = fillDomesticNumbers(update.draft);
  if (update.remark) return { ...update, draft: completed };
  return recogniseDomesticRuc(completed, text) ?? explainFault(completed, askedField, reading);
}

/** Takes the numbers that are clearly in a reply to the summary. Returns `undefined` when there are none. */
export function applyCorrection(
  draft: ClaimDraft,
  { foreignerPattern, text }: Omit<ClaimAnswer, 'askedField'>,
): DraftUpdate | undefined {
  const reading = readClaim(text, { askedField: 'branch', documentKind: draft.documentKind, foreignerPattern });
  const { branch, document, ruc } = reading;
  if (branch?.kind !== 'refuse') return applyAnswer(draft, { askedField: 'branch', foreignerPattern, text });
  if (document === undefined && ruc === undefined) return undefined;
  const update = takeDocument(takeRuc({ ...draft, offer: undefined }, reading), reading);
  return { ...update, draft: fillDomesticNumbers(update.draft) };
}

function takeRuc(draft: ClaimDraft, { ruc }: ClaimParseResults): ClaimDraft {
  if (ruc === undefined || ruc.kind === 'refuse') return draft;
  const doubts = draft.doubts.filter((doubt) => doubt !== 'ruc');
  return {
    ...draft,
    ruc: ruc.value,
    employer: 'business',
    // The branch of a domestic employer was derived, not typed.
    branch: draft.employer === 'domestic' ? undefined : draft.branch,
    doubts: ruc.kind === 'confirm' ? [...doubts, 'ruc'] : doubts,
  };
}

const takeBranch = (draft: ClaimDraft, { branch }: ClaimParseResults): ClaimDraft =>
  branch === undefined || branch.kind === 'refuse' ? draft : { ...draft, branch: branch.value };

/** Rejects a cédula that breaks the check rule once. Sent again, it is taken and marked as doubtful, and the registry decides. */
function takeDocument(draft: ClaimDraft, { document }: ClaimParseResults): DraftUpdate {
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

/** The cédula and 000 is the official RUC of a domestic employer. The person must confirm to be one (a rule of this service). */
function recogniseDomesticRuc(draft: ClaimDraft, text: string): DraftUpdate | undefined {
  const { document, employer, ruc } = draft;
  if (document?.kind !== 'cedula' || employer === 'domestic' || ruc !== undefined) return undefined;
  const numbers: readonly string[] = truncateAndFold(text).match(/\d+/g) ?? [];
  return numbers.includes(domesticClaim(document.number).ruc) ? offerDomestic(draft) : undefined;
}

const offerDomestic = (draft: ClaimDraft): DraftUpdate => ({
  draft: { ...draft, offer: { text: 'servicio doméstico', documentKind: 'cedula' } },
  remark: { key: 'claim.ruc.fault.domestic', choices: ['domestic'] },
});

function explainFault(
  draft: ClaimDraft,
  askedField: ClaimField,
  { branch, document, ruc }: ClaimParseResults,
): DraftUpdate {
  switch (askedField) {
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

/** Offers a suggestion but never applies it, because it contains digits that the person did not type. */
function explain(draft: ClaimDraft, key: BotMessage['key'], suggestion?: string): DraftUpdate {
  if (suggestion === undefined) return { draft, remark: { key, values: { suggestion: 'none' } } };
  return {
    draft: { ...draft, offer: { text: suggestion, documentKind: draft.documentKind } },
    remark: { key, values: { suggestion }, choices: [{ text: suggestion }] },
  };
}
