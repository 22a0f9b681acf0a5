import type { ClaimField } from '../../src/domain/reading/field-labels';
import { documentNumber } from '../../src/domain/claim/identity-document';
import type { ClaimFormValues } from '../messages/card';
import type { BotMessage } from '../chat';
import type { DraftUpdate } from './draft-update';
import { branchQuestion, documentQuestion, rucQuestion } from './claim-messages';
import { EMPTY_DRAFT, type ClaimDraft } from './draft';

/** Applies the text of one form field to the draft. */
export type ApplyFieldAnswer = (draft: ClaimDraft, field: ClaimField, text: string) => DraftUpdate;

/**
 * Replaces the draft's answers by those of the form, which was prefilled with them. When an answer is missing, the remark is the first open
 * question, as after a typed answer, above the form as it was submitted.
 */
export function applyForm(before: ClaimDraft, entry: ClaimFormValues, applyField: ApplyFieldAnswer): DraftUpdate {
  let draft = draftBeforeForm(before, entry);
  const faults = new Map<ClaimField, DraftUpdate>();
  for (const field of FIELDS) {
    const text = textOf(entry, field);
    if (text === '') continue;
    const update = applyField(draft, field, text);
    if (update.remark) faults.set(field, update);
    // A field is never continued in another one.
    draft = { ...update.draft, part: undefined };
  }

  const open = FIELDS.find((field) => draft[field] === undefined);
  if (open === undefined) return { draft };
  const fault = faults.get(open);
  const remark = withoutReplacedRuc(fault, draft) ?? questionOf(open, draft, entry);
  return {
    draft: { ...draft, offer: fault?.draft.offer },
    remark: { ...remark, card: { kind: 'claim', entry: withMisplacedRuc(entry, draft) } },
  };
}

/** The form says that a RUC in another field is noted, so it shows the RUC in its own field, from which it is read next time. */
const withMisplacedRuc = (entry: ClaimFormValues, { employer, ruc }: ClaimDraft): ClaimFormValues =>
  employer === 'business' && entry.ruc.trim() === '' ? { ...entry, ruc: ruc ?? '' } : entry;

/** A RUC in another field is not noted when the field for the RUC holds another one. */
const withoutReplacedRuc = (fault: DraftUpdate | undefined, { ruc }: ClaimDraft): BotMessage | undefined =>
  fault?.remark?.values?.['taken'] === 'yes' && fault.draft.ruc !== ruc
    ? { ...fault.remark, values: { ...fault.remark.values, taken: 'no' } }
    : fault?.remark;

const FIELDS = ['document', 'ruc', 'branch'] as const satisfies readonly ClaimField[];

/** Returns an empty draft that keeps the selected kinds, and the doubtful numbers, which are accepted when they are sent a second time. */
const draftBeforeForm = (
  { document, doubts, refusedOnce, ruc, rucRefusedOnce }: ClaimDraft,
  { documentKind, employer }: ClaimFormValues,
): ClaimDraft => ({
  ...EMPTY_DRAFT,
  documentKind,
  employer: documentKind === 'foreigner' ? 'business' : employer,
  refusedOnce: refusedOnce ?? (document && doubts.includes('document') ? documentNumber(document) : undefined),
  rucRefusedOnce: rucRefusedOnce ?? (doubts.includes('ruc') ? ruc : undefined),
});

/** Ignores RUC and branch of a domestic employer, which are derived from the cédula. */
function textOf(entry: ClaimFormValues, field: ClaimField): string {
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
