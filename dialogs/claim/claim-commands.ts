import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { DraftUpdate } from './draft-update';
import { correctionQuestion } from './claim-messages';
import type { Command, GivenCommand } from '../input/commands';
import { EMPTY_DRAFT, type ClaimDraft } from './draft';
import { clearAnswer, fillDomesticNumbers, makeDomestic, switchToForeigner } from './draft-changes';
import { askAnew, startCorrection } from './corrections';
import type { Transition } from '../transition';

/** Result of a message in the claim dialog. */
export type ClaimResult =
  | { readonly kind: 'again'; readonly update: DraftUpdate }
  | { readonly kind: 'leave'; readonly transition: Transition }
  | UnreadMessage
  /** The person confirmed the summary. */
  | { readonly kind: 'confirmed' };

/** The message holds no command and no number that was taken. */
export interface UnreadMessage {
  readonly kind: 'unread';
  readonly draft: ClaimDraft;
  /** The branch that the sentence may name. */
  readonly guessedBranch?: string | undefined;
}

export type ClaimQuestion = ClaimField | 'review';

export const askAgain = (update: DraftUpdate): ClaimResult => ({ kind: 'again', update });

/** Applies a command that has an effect at the questions of the claim. Returns `undefined` for other commands. */
export const applyClaimCommand = (
  draft: ClaimDraft,
  question: ClaimQuestion,
  command: GivenCommand,
): ClaimResult | undefined => {
  const name: Command = command;
  return MOVES[name]?.(draft, question) ?? change(draft, name);
};

/** Applies a command that only changes the draft. Returns the draft unchanged for other commands. */
export const changeDraft = (draft: ClaimDraft, command: GivenCommand): ClaimDraft =>
  changed(draft, command)?.draft ?? draft;

function change(draft: ClaimDraft, command: Command): ClaimResult | undefined {
  const update = changed(draft, command);
  return update && askAgain(update);
}

const changed = (draft: ClaimDraft, command: Command): DraftUpdate | undefined => CHANGES[command]?.(draft);

/** "No" to the summary. At the other questions it is read like a sentence. */
const askWhichToCorrect = (draft: ClaimDraft, question: ClaimQuestion): ClaimResult | undefined =>
  question === 'review' ? askAgain({ draft, remark: correctionQuestion(draft) }) : undefined;

const MOVES: Partial<Record<Command, (draft: ClaimDraft, question: ClaimQuestion) => ClaimResult | undefined>> = {
  back: stepBack,
  menu: () => ({ kind: 'leave', transition: { to: 'menu' } }),
  correct: (draft) => askAgain(startCorrection(draft)),
  no: askWhichToCorrect,
  recover: (draft) => askAgain({ draft }),
  continue: (draft) => askAgain({ draft }),
};

const CHANGES: Partial<Record<Command, (draft: ClaimDraft) => DraftUpdate>> = {
  restart: () => ({ draft: EMPTY_DRAFT }),
  foreigner: (draft) => ({ draft: switchToForeigner(draft) }),
  cedula: (draft) => ({ draft: fillDomesticNumbers({ ...clearAnswer(draft, 'document'), documentKind: 'cedula' }) }),
  domestic: (draft) =>
    draft.document?.kind === 'foreigner'
      ? { draft, remark: { key: 'claim.ruc.domestic-needs-cedula', choices: ['correct-document'] } }
      : { draft: makeDomestic(draft) },
  'main-branch': (draft) => ({
    draft: { ...draft, branch: MAIN_BRANCH, correcting: draft.correcting === 'branch' ? undefined : draft.correcting },
  }),
  'correct-document': (draft) => ({ draft: askAnew(draft, 'document') }),
  'correct-ruc': (draft) => ({ draft: askAnew(draft, 'ruc') }),
  'correct-branch': (draft) => ({ draft: askAnew(draft, 'branch') }),
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
