import { documentNumber } from '../../src/domain/claim/identity-document';
import { needsConfirmation, type Ruc } from '../../src/domain/claim/ruc';
import { holdsDomesticNumber } from '../../src/domain/reading/domestic-number';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import { continueNumber, readFirstPart } from '../../src/domain/reading/number-parts';
import { readClaim, type ClaimParseResults } from '../../src/domain/reading/read-claim';
import { explainFault, offerDomestic } from './answer-faults';
import { askAnew } from './corrections';
import type { ClaimDraft } from './draft';
import { fillDomesticNumbers } from './draft-changes';
import type { DraftUpdate } from './draft-update';

export interface ClaimAnswer {
  readonly askedField: ClaimField;
  readonly text: string;
  readonly foreignerPattern: RegExp;
}

/** Takes every number that the message contains, not only the asked one. A number that cannot be read does not discard the others. */
export function applyAnswer(
  before: ClaimDraft,
  { askedField, foreignerPattern, text: typed }: ClaimAnswer,
): DraftUpdate {
  const text = withFirstPart(before, askedField, typed);
  const draft = forgetOffer(before, typed);
  const reading = readClaim(text, { ...contextOf(draft), askedField, foreignerPattern });
  const update = takeNumbers(takeBranch(draft, reading), reading);
  const completed = fillDomesticNumbers(update.draft);
  if (update.remark) return { ...update, draft: completed };
  return (
    recogniseDomesticRuc(completed, text) ?? explainFault(completed, reading, { askedField, part: readFirstPart(text) })
  );
}

/** Takes the numbers that are clearly in a reply to the summary. Returns `undefined` when there are none. */
export function applyCorrection(
  draft: ClaimDraft,
  { foreignerPattern, text }: Omit<ClaimAnswer, 'askedField'>,
): DraftUpdate | undefined {
  const reading = readClaim(text, { ...contextOf(draft), askedField: 'branch', foreignerPattern });
  const { branch, document, ruc } = reading;
  if (branch?.kind !== 'refuse') return applyAnswer(draft, { askedField: 'branch', foreignerPattern, text });
  if (document === undefined && ruc === undefined) return undefined;
  const update = takeNumbers(forgetOffer(draft, text), reading);
  return { ...update, draft: fillDomesticNumbers(update.draft) };
}

/** Returns the branch that a sentence may name, for an offer. */
export function guessBranch(draft: ClaimDraft, { foreignerPattern, text }: Omit<ClaimAnswer, 'askedField'>) {
  const { branch } = readClaim(text, { ...contextOf(draft), askedField: 'branch', foreignerPattern });
  return branch?.kind === 'refuse' && branch.fault === 'guess' ? branch.suggestion : undefined;
}

const contextOf = ({ document, documentKind }: ClaimDraft) => ({
  documentKind,
  cedula: document?.kind === 'cedula' ? document.number : undefined,
});

/** Continues the number whose first part was the last answer. */
const withFirstPart = ({ part }: ClaimDraft, askedField: ClaimField, text: string): string =>
  (part !== undefined && askedField !== 'branch' && continueNumber(part, text, askedField)) || text;

/** Typing the offered text accepts the offer, also when it changes what kind of document it is. */
const forgetOffer = (draft: ClaimDraft, text: string): ClaimDraft => ({
  ...draft,
  documentKind: draft.offer?.text === text.trim() ? draft.offer.documentKind : draft.documentKind,
  offer: undefined,
  part: undefined,
});

/** Takes RUC and document. Asks about one doubtful number at a time, the document first. */
function takeNumbers(before: ClaimDraft, reading: ClaimParseResults): DraftUpdate {
  const { draft, remark } = takeDocument(before, reading);
  const update = takeRuc(draft, reading);
  return remark === undefined ? update : { draft: { ...update.draft, ...askedAbout(draft) }, remark };
}

/** What remembers the question about the document. A RUC that was not asked about must not count as rejected once. */
const askedAbout = ({ offer, refusedOnce, rucRefusedOnce }: ClaimDraft) => ({ offer, refusedOnce, rucRefusedOnce });

function takeRuc(draft: ClaimDraft, { ruc }: ClaimParseResults): DraftUpdate {
  if (ruc === undefined || ruc.kind === 'refuse') return { draft };
  const doubts = draft.doubts.filter((doubt) => doubt !== 'ruc');
  if (needsConfirmation(ruc) && !isConfirmed(draft, ruc.value)) return askAboutRuc({ ...draft, doubts }, ruc.value);
  return {
    draft: {
      ...draft,
      ruc: ruc.value,
      rucRefusedOnce: undefined,
      employer: 'business',
      // The branch of a domestic employer was derived, not typed.
      branch: draft.employer === 'domestic' ? undefined : draft.branch,
      doubts: ruc.kind === 'confirm' ? [...doubts, 'ruc'] : doubts,
    },
  };
}

/** Whether the person sent the RUC a second time, or confirmed the cédula with which it begins. */
const isConfirmed = (draft: ClaimDraft, ruc: Ruc): boolean =>
  draft.rucRefusedOnce === ruc || (draft.document?.kind === 'cedula' && ruc.startsWith(draft.document.number));

/** Rejects the RUC of a natural person that breaks the check rule once, as `takeDocument` does. */
const askAboutRuc = (draft: ClaimDraft, number: Ruc): DraftUpdate => ({
  draft: {
    ...draft,
    ruc: undefined,
    rucRefusedOnce: number,
    offer: { text: number, documentKind: draft.documentKind },
  },
  remark: { key: 'claim.ruc.doubt.check-digit', values: { number }, choices: [{ text: number }] },
});

const takeBranch = (draft: ClaimDraft, { branch }: ClaimParseResults): ClaimDraft =>
  branch === undefined || branch.kind === 'refuse' ? draft : { ...draft, branch: branch.value };

/** Rejects a doubtful cédula or code once. Sent again, it is taken and marked as doubtful, and the registry decides. */
function takeDocument(draft: ClaimDraft, { document }: ClaimParseResults): DraftUpdate {
  if (document === undefined || document.kind === 'refuse') return { draft };
  const doubts = draft.doubts.filter((doubt) => doubt !== 'document');
  if (document.kind === 'accept')
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts } };

  const number = documentNumber(document.value);
  if (draft.refusedOnce === number) {
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts: [...doubts, 'document'] } };
  }
  const { doubt, suggestion = number } = document;
  const offer = { text: suggestion, documentKind: draft.documentKind };
  return {
    draft: { ...draft, document: undefined, doubts, refusedOnce: number, offer },
    remark: {
      key: `claim.document.doubt.${doubt}`,
      values: { number, suggestion },
      choices: [...new Set([suggestion, number])].map((text) => ({ text })),
    },
  };
}

/** The cédula and 000 is the official RUC of a domestic employer. The person must confirm to be one (a rule of this service). */
const recogniseDomesticRuc = (draft: ClaimDraft, text: string): DraftUpdate | undefined =>
  draft.ruc === undefined ? offerDomesticNumber(draft, text) : undefined;

/** Asks a person who gave the cédula and 000 whether they are a domestic employer. A RUC that was given is kept until a yes. */
export function offerDomesticNumber(draft: ClaimDraft, text: string): DraftUpdate | undefined {
  const { document, employer } = draft;
  if (document?.kind !== 'cedula' || employer === 'domestic') return undefined;
  return holdsDomesticNumber(text, document.number) ? offerDomestic(askAnew(draft, 'ruc')) : undefined;
}
