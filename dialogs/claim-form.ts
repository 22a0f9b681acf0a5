import type { Field } from '../src/domain/reading/field-labels';
import { documentNumber } from '../src/domain/identity-document';
import type { ClaimEntry } from './card';
import type { Line } from './chat';
import type { Heard } from './claim-answers';
import { branchLine, documentLine, rucLine } from './claim-lines';
import { EMPTY_DRAFT, type Draft } from './draft';

/** Hears one text as the answer to one question. */
export type HearField = (draft: Draft, asked: Field, text: string) => Heard;

/**
 * A form is all three answers, each to its own question. It takes the place of what was known: it has shown that. Unless all is there,
 * the first question left open is put, as after a typed answer, over the form as it was sent.
 */
export function hearForm(before: Draft, entry: ClaimEntry, hear: HearField): Heard {
  let draft = begunAnew(before, entry);
  const faults = new Map<Field, Heard>();
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

const FIELDS = ['document', 'ruc', 'branch'] as const satisfies readonly Field[];

/** What says how to read the answers, and which number was doubted: sent again, that one is taken. */
const begunAnew = ({ document, doubts, refusedOnce }: Draft, { documentKind, employer }: ClaimEntry): Draft => ({
  ...EMPTY_DRAFT,
  documentKind,
  employer: documentKind === 'foreigner' ? 'business' : employer,
  refusedOnce: refusedOnce ?? (document && doubts.includes('document') ? documentNumber(document) : undefined),
});

/** RUC and branch of a domestic employer follow from the cédula. */
function textFor(entry: ClaimEntry, field: Field): string {
  if (field === 'document') return entry.document.trim();
  return entry.employer === 'domestic' && entry.documentKind === 'cedula' ? '' : entry[field].trim();
}

function questionOf(field: Field, draft: Draft, entry: ClaimEntry): Line {
  switch (field) {
    case 'document':
      return documentLine(draft, { cards: 'none' });
    case 'ruc':
      return entry.employer === 'domestic' ? { key: 'claim.ruc.domestic-needs-cedula' } : rucLine(draft);
    case 'branch':
      return branchLine;
  }
}
