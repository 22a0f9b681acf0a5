import { rucOfNaturalPerson } from '../../src/domain/claim/ruc';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ChannelCapabilities } from '../../src/domain/channel';
import { claimCard } from '../messages/card';
import type { Choice, BotMessage } from '../chat';
import type { ClaimDraft } from './draft';

/** The first question; with cards, all questions at once. */
export const documentQuestion = (draft: ClaimDraft, { cards }: Pick<ChannelCapabilities, 'cards'>): BotMessage => {
  if (cards === 'adaptive') return { key: 'claim.form.ask', card: claimCard(draft), choices: ['cancel'] };
  return draft.documentKind === 'cedula'
    ? { key: 'claim.document.ask', choices: ['foreigner', 'cancel'], expects: 'number' }
    : { key: 'claim.foreigner.ask', choices: ['cedula', 'cancel'] };
};

/** A natural person's RUC is the cédula and 001, so that it need not be typed. */
export const rucQuestion = ({ document }: ClaimDraft): BotMessage => ({
  key: 'claim.ruc.ask',
  choices: document?.kind === 'cedula' ? [{ text: rucOfNaturalPerson(document.number) }, 'domestic', 'back'] : ['back'],
  expects: 'number',
});

export const branchQuestion: BotMessage = {
  key: 'claim.branch.ask',
  choices: [{ text: MAIN_BRANCH }, 'back'],
  expects: 'number',
};

/** A remark in place of the question keeps the question's choices after its own, and what it asks for. */
export const repeatQuestion = (remark: BotMessage | undefined, question: BotMessage): BotMessage =>
  remark === undefined
    ? question
    : { ...question, ...remark, choices: [...(remark.choices ?? []), ...others(remark, question)] };

const others = (remark: BotMessage, question: BotMessage): readonly Choice[] => {
  const known = new Set((remark.choices ?? []).map(nameOf));
  return (question.choices ?? []).filter((choice) => !known.has(nameOf(choice)));
};

const nameOf = (choice: Choice): string => (typeof choice === 'string' ? choice : choice.text);

/** Everything that is about to be looked up, doubtful numbers marked. */
export const summaryMessage = (draft: ClaimDraft): BotMessage => ({
  key: 'claim.review.ask',
  values: summaryValues(draft),
  choices: ['yes', ...corrections(draft)],
});

/** What is said in place of the summary leaves the ways on from it open, unless it has its own. */
export const remarkOrSummary = (remark: BotMessage | undefined, draft: ClaimDraft): BotMessage => {
  const summary = summaryMessage(draft);
  return remark === undefined ? summary : { ...remark, choices: remark.choices ?? summary.choices ?? [] };
};

/** With cards, any answer can be corrected at once. */
export const mismatchMessage = (draft: ClaimDraft, { cards }: Pick<ChannelCapabilities, 'cards'>): BotMessage => ({
  key: 'claim.mismatch',
  values: summaryValues(draft),
  choices: [...corrections(draft), 'no-mailbox-access', 'contact'],
  ...(cards === 'adaptive' && { card: claimCard(draft) }),
});

/** Asks which answer to correct; with none given yet, there is only the question itself. */
export const correctionQuestion = (draft: ClaimDraft): BotMessage | undefined => {
  const choices = corrections(draft);
  return choices.length === 0 ? undefined : { key: 'claim.correct.which', choices };
};

/** A domestic employer's RUC and branch follow from the cédula: the branch alone cannot be another one. */
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
