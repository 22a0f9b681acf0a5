import type { ClaimField } from '../../src/domain/reading/field-labels';
import { documentNumber } from '../../src/domain/claim/identity-document';
import type { ClaimFormValues } from '../messages/card';
import type { BotMessage } from '../chat';
import type { DraftUpdate } from './claim-answers';
import { branchQuestion, documentQuestion, rucQuestion } from './claim-messages';
import { EMPTY_DRAFT, type ClaimDraft } from './draft';

/** Hears one text as the answer to one question. */
export type ApplyFieldAnswer = (draft: ClaimDraft, asked: ClaimField, text: string) => DraftUpdate;

/**
 * A form is all three answers, each to its own question. It takes the place of what was known: it has shown that. Unless all is there,
 * the first question left open is put, as after a typed answer, over the form as it was sent.
 */
export function applyForm(before: ClaimDraft, entry: ClaimFormValues, hear: ApplyFieldAnswer): DraftUpdate {
  let draft = begunAnew(before, entry);
  const faults = new Map<ClaimField, DraftUpdate>();
  for (const asked of FIELDS) {
    const text = textFor(entry, asked);
    if (text === '') continue;
    const heard = hear(draft, asked, text);
    if (heard.remark) faults.set(asked, heard);
    draft = heard.draft;
  }

  const open = FIELDS.find((field) => draft[field] === undefined);
  if (open === undefined) return { draft };
  const fault = faults.get(open);
  return {
    draft: { ...draft, offer: fault?.draft.offer },
    remark: { ...(fault?.remark ?? questionOf(open, draft, entry)), card: { kind: 'claim', entry } },
  };
}

const FIELDS = ['document', 'ruc', 'branch'] as const satisfies readonly ClaimField[];

/** What says how to read the answers, and which number was doubted: sent again, that one is taken. */
const begunAnew = (
  { document, doubts, refusedOnce }: ClaimDraft,
  { documentKind, employer }: ClaimFormValues,
): ClaimDraft => ({
  ...EMPTY_DRAFT,
  documentKind,
  employer: documentKind === 'foreigner' ? 'business' : employer,
  refusedOnce: refusedOnce ?? (document && doubts.includes('document') ? documentNumber(document) : undefined),
});

/** RUC and branch of a domestic employer follow from the cédula. */
function textFor(entry: ClaimFormValues, field: ClaimField): string {
  if (field === 'document') return entry.document.trim();
  return entry.employer === 'domestic' && entry.documentKind === 'cedula' ? '' : entry[field].trim();
}

function questionOf(field: ClaimField, draft: ClaimDraft, entry: ClaimFormValues): BotMessage {
  switch (field) {
    case 'document':
      return documentQuestion(draft, { cards: 'none' });
    case 'ruc':
      return entry.employer === 'domestic' ? { key: 'claim.ruc.domestic-needs-cedula' } : rucQuestion(draft);
    case 'branch':
      return branchQuestion;
  }
}
