import { rucOfNaturalPerson } from '../../src/domain/claim/ruc';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ChannelCapabilities } from '../../src/domain/channel';
import { claimCard } from '../messages/card';
import type { Choice, BotMessage } from '../chat';
import type { ClaimDraft } from './draft';

/** The first question. On channels with cards it is a form with all questions. */
export const documentQuestion = (draft: ClaimDraft, { cards }: Pick<ChannelCapabilities, 'cards'>): BotMessage => {
  if (cards === 'adaptive') return { key: 'claim.form.ask', card: claimCard(draft), choices: ['cancel'] };
  return draft.documentKind === 'cedula'
    ? { key: 'claim.document.ask', choices: ['foreigner', 'cancel'], expects: 'cedula' }
    : { key: 'claim.foreigner.ask', choices: ['cedula', 'cancel'], expects: 'foreigner-code' };
};

/** Suggests the RUC of a natural person, which is the cédula and 001. */
export const rucQuestion = ({ document }: ClaimDraft): BotMessage => ({
  key: 'claim.ruc.ask',
  choices: document?.kind === 'cedula' ? [{ text: rucOfNaturalPerson(document.number) }, 'domestic', 'back'] : ['back'],
  expects: 'ruc',
});

export const branchQuestion: BotMessage = {
  key: 'claim.branch.ask',
  choices: [{ text: MAIN_BRANCH }, 'back'],
  expects: 'branch',
};

/** Returns the remark in place of the question. It keeps what the question expects, and the question's choices after its own. */
export const repeatQuestion = (remark: BotMessage | undefined, question: BotMessage): BotMessage =>
  remark === undefined
    ? question
    : { ...question, ...remark, choices: [...(remark.choices ?? []), ...furtherChoices(remark, question)] };

const furtherChoices = (remark: BotMessage, question: BotMessage): readonly Choice[] => {
  const known = new Set((remark.choices ?? []).map(nameOf));
  return (question.choices ?? []).filter((choice) => !known.has(nameOf(choice)));
};

const nameOf = (choice: Choice): string =>
  typeof choice === 'string' ? choice : 'intent' in choice ? `intent ${choice.intent}` : choice.text;

/** Shows all answers before the registry is queried, with doubtful numbers marked. */
export const summaryMessage = (draft: ClaimDraft): BotMessage => ({
  key: 'claim.review.ask',
  values: summaryValues(draft),
  choices: confirmationChoices(draft),
});

/**
 * Returns the remark in place of the summary. Unless it has its own choices it offers the corrections, but not to confirm: a "yes" would
 * answer the remark. Only the help tells to write «sí». See `isConfirmable`.
 */
export const remarkOrSummary = (remark: BotMessage | undefined, draft: ClaimDraft): BotMessage => {
  if (remark === undefined) return summaryMessage(draft);
  const choices = remark.key === 'not-understood.review' ? confirmationChoices(draft) : corrections(draft);
  return { ...remark, choices: remark.choices ?? choices };
};

/** Whether a "yes" to this message confirms the answers: only where the message offers it. After others, the summary is shown again. */
export const isConfirmable = (remark: BotMessage | undefined, draft: ClaimDraft): boolean =>
  remarkOrSummary(remark, draft).choices?.includes('yes') === true;

/** Asks for the "yes" that a sentence such as "me parece bien" is not. */
export const confirmationQuestion = (draft: ClaimDraft): BotMessage => ({
  key: 'claim.review.send',
  choices: confirmationChoices(draft),
});

/** Says that the RUC is that of a business, and asks for the confirmation. */
export const businessRucMessage = (draft: ClaimDraft): BotMessage => ({
  key: 'claim.not-domestic.known',
  values: { ruc: draft.ruc ?? '' },
  choices: confirmationChoices(draft),
});

const confirmationChoices = (draft: ClaimDraft): readonly Choice[] => ['yes', ...corrections(draft)];

/** On channels with cards it contains the form, so that all answers can be corrected at once. */
export const mismatchMessage = (draft: ClaimDraft, { cards }: Pick<ChannelCapabilities, 'cards'>): BotMessage => ({
  key: 'claim.mismatch',
  values: summaryValues(draft),
  choices: [...corrections(draft), 'no-mailbox-access', 'contact'],
  ...(cards === 'adaptive' && { card: claimCard(draft) }),
});

/** Asks which answer to correct. Returns `undefined` when there is no answer yet. */
export const correctionQuestion = (draft: ClaimDraft): BotMessage | undefined => {
  const choices = corrections(draft);
  return choices.length === 0 ? undefined : { key: 'claim.correct.which', choices: [...choices, 'continue'] };
};

/** The branch of a domestic employer is derived from the cédula, so it cannot be corrected alone. */
const corrections = ({ branch, document, employer, ruc }: ClaimDraft): readonly Choice[] => [
  ...(document ? (['correct-document'] as const) : []),
  ...(ruc ? (['correct-ruc'] as const) : []),
  ...(branch && employer === 'business' ? (['correct-branch'] as const) : []),
];

const summaryValues = ({ branch, document, doubts, employer, ruc }: ClaimDraft) => ({
  documentKind: document?.kind ?? 'cedula',
  document: document === undefined ? '' : documentNumber(document),
  documentDoubt: doubts.includes('document') ? 'yes' : 'no',
  ruc: ruc ?? '',
  rucDoubt: doubts.includes('ruc') ? 'yes' : 'no',
  branch: branch ?? '',
  employer,
});
