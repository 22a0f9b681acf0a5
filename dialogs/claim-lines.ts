import { rucOfPerson } from '../src/domain/ruc';
import { documentNumber } from '../src/domain/identity-document';
import { MAIN_BRANCH } from '../src/domain/branch';
import type { Choice, Line } from './chat';
import type { Draft } from './draft';

export const documentLine = ({ documentKind }: Draft): Line =>
  documentKind === 'cedula'
    ? { key: 'claim.document.ask', choices: ['foreigner', 'cancel'] }
    : { key: 'claim.foreigner.ask', choices: ['cedula', 'cancel'] };

/** A natural person's RUC is the cédula and 001, so that it need not be typed. */
export const rucLine = ({ document }: Draft): Line =>
  document?.kind === 'cedula'
    ? { key: 'claim.ruc.ask', choices: [{ text: rucOfPerson(document.number) }, 'domestic', 'back'] }
    : { key: 'claim.ruc.ask', choices: ['back'] };

export const branchLine: Line = { key: 'claim.branch.ask', choices: [{ text: MAIN_BRANCH }, 'back'] };

/** Everything that is about to be looked up, doubtful numbers marked. */
export const summaryLine = (draft: Draft): Line => ({
  key: 'claim.review.ask',
  values: summaryValues(draft),
  choices: ['yes', ...corrections],
});

export const mismatchLine = (draft: Draft): Line => ({
  key: 'claim.mismatch',
  values: summaryValues(draft),
  choices: [...corrections, 'no-mailbox-access'],
});

export const whichLine = (draft: Draft): Line => ({
  key: 'claim.correct.which',
  choices: [
    ...(draft.document ? (['correct-document'] as const) : []),
    ...(draft.ruc ? (['correct-ruc'] as const) : []),
    ...(draft.branch ? (['correct-branch'] as const) : []),
  ],
});

const corrections: readonly Choice[] = ['correct-document', 'correct-ruc', 'correct-branch'];

const summaryValues = ({ branch, document, doubts, employer, ruc }: Draft) => ({
  documentKind: document?.kind ?? 'cedula',
  document: document === undefined ? '' : documentNumber(document),
  documentDoubt: doubts.includes('document') ? 'yes' : 'no',
  ruc: ruc ?? '',
  rucDoubt: doubts.includes('ruc') ? 'yes' : 'no',
  branch: branch ?? '',
  employer,
});
