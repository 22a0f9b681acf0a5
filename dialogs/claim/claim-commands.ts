import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { DraftUpdate } from './draft-update';
import { correctionQuestion } from './claim-messages';
import type { Command } from '../input/commands';
import type { ClaimDraft } from './draft';
import { switchToForeigner, fillDomesticNumbers, clearAnswer, startCorrection } from './draft-changes';
import type { InPersonReason, Transition } from '../transition';

/** Result of a message in the claim dialog. */
export type ClaimResult =
  | { readonly kind: 'again'; readonly update: DraftUpdate }
  | { readonly kind: 'leave'; readonly transition: Transition }
  /** The person confirmed the summary. */
  | { readonly kind: 'confirmed' };

export type ClaimQuestion = ClaimField | 'review';

export const askAgain = (update: DraftUpdate): ClaimResult => ({ kind: 'again', update });

/** Applies a command that has an effect at the questions of the claim. Returns `undefined` for other commands. */
export const applyClaimCommand = (
  draft: ClaimDraft,
  question: ClaimQuestion,
  command: Command,
): ClaimResult | undefined => MOVES[command]?.(draft, question) ?? change(draft, command);

/** Applies a command that only changes the draft. Returns the draft unchanged for other commands. */
export const changeDraft = (draft: ClaimDraft, command: Command): ClaimDraft =>
  CHANGES[command]?.(draft).draft ?? draft;

function change(draft: ClaimDraft, command: Command): ClaimResult | undefined {
  const update = CHANGES[command]?.(draft);
  return update && askAgain(update);
}

const inPerson = (reason: InPersonReason) => (): ClaimResult => ({
  kind: 'leave',
  transition: { to: 'in-person', reason },
});
const askWhichToCorrect = (draft: ClaimDraft): ClaimResult => askAgain({ draft, remark: correctionQuestion(draft) });

const MOVES: Partial<Record<Command, (draft: ClaimDraft, question: ClaimQuestion) => ClaimResult>> = {
  back: stepBack,
  correct: (draft) => askAgain(startCorrection(draft)),
  no: askWhichToCorrect,
  'no-mailbox-access': inPerson('unreachable-mailbox'),
  'in-person': inPerson('requested'),
  recover: (draft) => askAgain({ draft }),
  greeting: (draft) => askAgain({ draft }),
};

const CHANGES: Partial<Record<Command, (draft: ClaimDraft) => DraftUpdate>> = {
  foreigner: (draft) => ({ draft: switchToForeigner(draft) }),
  cedula: (draft) => ({ draft: fillDomesticNumbers({ ...clearAnswer(draft, 'document'), documentKind: 'cedula' }) }),
  domestic: (draft) =>
    draft.document?.kind === 'foreigner'
      ? { draft, remark: { key: 'claim.ruc.domestic-needs-cedula', choices: ['correct-document'] } }
      : { draft: fillDomesticNumbers({ ...draft, documentKind: 'cedula', employer: 'domestic' }) },
  why: (draft) => ({ draft, remark: { key: 'claim.why' } }),
  'main-branch': (draft) => ({ draft: { ...draft, branch: MAIN_BRANCH } }),
  'correct-document': (draft) => ({ draft: clearAnswer(draft, 'document') }),
  'correct-ruc': (draft) => ({ draft: clearAnswer(draft, 'ruc') }),
  'correct-branch': (draft) => ({ draft: clearAnswer(draft, 'branch') }),
};

/** Clears the answer before the current question. */
function stepBack(draft: ClaimDraft, question: ClaimQuestion): ClaimResult {
  switch (question) {
    case 'document':
      return { kind: 'leave', transition: { to: 'menu' } };
    case 'ruc':
      return askAgain({ draft: clearAnswer(draft, 'document') });
    case 'branch':
      return askAgain({ draft: clearAnswer(draft, 'ruc') });
    case 'review':
      return askAgain({ draft: clearAnswer(draft, draft.employer === 'domestic' ? 'ruc' : 'branch') });
  }
}
