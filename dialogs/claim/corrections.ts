import type { ClaimField } from '../../src/domain/reading/field-labels';
import { correctionQuestion } from './claim-messages';
import type { ClaimDraft } from './draft';
import type { DraftUpdate } from './draft-update';
import { clearAnswer } from './draft-changes';

/** Asks for this answer anew. Nothing is discarded: the old value is kept until a new one is given. */
export const askAnew = (draft: ClaimDraft, field: ClaimField): ClaimDraft => ({
  ...draft,
  offer: undefined,
  part: undefined,
  refusedOnce: undefined,
  rucRefusedOnce: undefined,
  correcting: draft[field] === undefined ? undefined : field,
});

/** Leaves the answer as it was. */
export const keepAnswer = (draft: ClaimDraft): ClaimDraft => ({
  ...draft,
  offer: undefined,
  part: undefined,
  correcting: undefined,
});

/** Whether the question for this field is to be asked. */
export const isOpen = (draft: ClaimDraft, field: ClaimField): boolean =>
  draft[field] === undefined || draft.correcting === field;

/**
 * Returns the draft as the parsers expect it: without the answer that is asked for anew. What the last message left is kept: the first part
 * of a number, the offer, and the doubtful number that is taken when it is sent again.
 */
export function withoutCorrected(draft: ClaimDraft): ClaimDraft {
  if (draft.correcting === undefined) return draft;
  const { offer, part, refusedOnce, rucRefusedOnce } = draft;
  return { ...clearAnswer(draft, draft.correcting), offer, part, refusedOnce, rucRefusedOnce };
}

/** Restores the old answer in a draft that was read from `withoutCorrected(before)`, unless the message gave a new one. */
export function restoreCorrected(before: ClaimDraft, read: ClaimDraft): ClaimDraft {
  const { correcting } = before;
  if (correcting === undefined || read[correcting] !== undefined) return { ...read, correcting: undefined };
  return {
    ...read,
    document: read.document ?? before.document,
    ruc: read.ruc ?? before.ruc,
    branch: read.branch ?? before.branch,
    employer: before.employer,
    documentKind: correcting === 'document' && read.offer ? read.documentKind : before.documentKind,
    doubts: before.doubts,
    correcting,
  };
}

/** Asks for the answer anew when there is only one, and asks which one to correct when there are several. */
export function startCorrection(draft: ClaimDraft): DraftUpdate {
  const [only, other] = FIELDS.filter((field) => draft[field] !== undefined);
  if (only !== undefined && other === undefined) return { draft: askAnew(draft, only) };
  return { draft, remark: correctionQuestion(draft) };
}

const FIELDS = ['document', 'ruc', 'branch'] as const satisfies readonly ClaimField[];
