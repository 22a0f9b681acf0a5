import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { DraftUpdate } from './claim-answers';
import { correctionQuestion } from './claim-messages';
import type { Command } from '../input/commands';
import type { ClaimDraft } from './draft';
import { switchToForeigner, fillDomesticNumbers, clearAnswer } from './draft-changes';
import type { InPersonReason, Transition } from '../transition';

/** What a message came to while a claim is put together. */
export type ClaimResult =
  | { readonly kind: 'again'; readonly heard: DraftUpdate }
  | { readonly kind: 'go'; readonly next: Transition }
  /** The summary is right. */
  | { readonly kind: 'confirmed' };

export type ClaimQuestion = ClaimField | 'review';

export const askAgain = (heard: DraftUpdate): ClaimResult => ({ kind: 'again', heard });

/** A command that means something at every question of the claim; undefined for any other. */
export const applyClaimCommand = (draft: ClaimDraft, asked: ClaimQuestion, command: Command): ClaimResult | undefined =>
  MOVES[command]?.(draft, asked) ?? change(draft, command);

/** Commands that change the draft alone. */
export const changeDraft = (draft: ClaimDraft, command: Command): ClaimDraft =>
  CHANGES[command]?.(draft).draft ?? draft;

function change(draft: ClaimDraft, command: Command): ClaimResult | undefined {
  const heard = CHANGES[command]?.(draft);
  return heard && askAgain(heard);
}

const inPerson = (reason: InPersonReason) => (): ClaimResult => ({ kind: 'go', next: { go: 'in-person', reason } });
const which = (draft: ClaimDraft): ClaimResult => askAgain({ draft, remark: correctionQuestion(draft) });

const MOVES: Partial<Record<Command, (draft: ClaimDraft, asked: ClaimQuestion) => ClaimResult>> = {
  back: stepBack,
  correct: which,
  no: which,
  'no-mailbox-access': inPerson('unreachable-mailbox'),
  'in-person': inPerson('asked'),
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

/** Takes back the answer before the question that stands. */
function stepBack(draft: ClaimDraft, asked: ClaimQuestion): ClaimResult {
  switch (asked) {
    case 'document':
      return { kind: 'go', next: { go: 'menu' } };
    case 'ruc':
      return askAgain({ draft: clearAnswer(draft, 'document') });
    case 'branch':
      return askAgain({ draft: clearAnswer(draft, 'ruc') });
    case 'review':
      return askAgain({ draft: clearAnswer(draft, draft.employer === 'domestic' ? 'ruc' : 'branch') });
  }
}
