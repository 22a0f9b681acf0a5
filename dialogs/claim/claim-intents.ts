import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { Session } from '../session';
import type { InferredIntent } from '../input/listener';
import { offer } from '../input/offers';
import { explain } from './answer-faults';
import type { DraftUpdate } from './draft-update';
import type { ClaimQuestion } from './claim-commands';
import { businessRucMessage, confirmationQuestion, correctionQuestion } from './claim-messages';
import { askAnew } from './corrections';
import type { ClaimDraft } from './draft';

interface ClaimSituation {
  readonly draft: ClaimDraft;
  readonly question: ClaimQuestion;
  readonly session: Session;
  /** The branch that the sentence may name. */
  readonly guessedBranch?: string | undefined;
}

/**
 * Responds to an inferred intent at a question of the claim, or returns `undefined` when it means nothing there. Nothing is discarded,
 * sent or changed: a correction keeps the old answer until a new one comes, and everything else is explained or offered.
 */
export const respondToClaimIntent = (situation: ClaimSituation, { intent }: InferredIntent): DraftUpdate | undefined =>
  RESPONSES[intent]?.(situation);

type Response = (situation: ClaimSituation) => DraftUpdate | undefined;

const unchanged: Response = ({ draft }) => ({ draft });

const correct =
  (field: ClaimField): Response =>
  ({ draft }) => ({ draft: askAnew(draft, field) });

/** Offers the branch that the sentence may name: "no es la 1, es la 3". */
function correctBranch({ draft, guessedBranch: suggestion }: ClaimSituation): DraftUpdate {
  const asked = askAnew(draft, 'branch');
  return suggestion === undefined ? { draft: asked } : explain(asked, 'claim.branch.fault.guess', suggestion);
}

/** The RUC of a business that was given already is confirmed as such. */
function denyDomestic({ draft, question, session }: ClaimSituation): DraftUpdate {
  if (draft.employer === 'domestic')
    return { draft, remark: offer(session, 'correct-ruc', 'claim.offer.not-domestic') };
  if (draft.ruc === undefined) return { draft, remark: { key: 'claim.not-domestic' } };
  return question === 'review' ? { draft, remark: businessRucMessage(draft) } : { draft };
}

/** The question before each question. */
const PREVIOUS: Readonly<Record<ClaimQuestion, ClaimField | undefined>> = {
  document: undefined,
  ruc: 'document',
  branch: 'ruc',
  review: 'branch',
};

const RESPONSES: Partial<Record<InferredIntent['intent'], Response>> = {
  cancel: ({ draft, session }) => ({ draft, remark: offer(session, 'cancel', 'claim.offer.cancel') }),
  'not-me': ({ draft, session }) => ({ draft, remark: offer(session, 'not-me', 'claim.offer.not-me') }),
  foreigner: ({ draft, session }) =>
    draft.documentKind === 'foreigner'
      ? { draft }
      : { draft, remark: offer(session, 'foreigner', 'claim.offer.foreigner') },
  'has-cedula': ({ draft, session }) =>
    draft.documentKind === 'cedula' ? { draft } : { draft, remark: offer(session, 'cedula', 'claim.offer.cedula') },
  domestic: ({ draft, session }) => {
    if (draft.employer === 'domestic') return { draft };
    return draft.document?.kind === 'foreigner'
      ? { draft, remark: { key: 'claim.ruc.domestic-needs-cedula', choices: ['correct-document'] } }
      : { draft, remark: offer(session, 'domestic', 'claim.offer.domestic') };
  },
  recover: unchanged,
  'not-domestic': denyDomestic,
  'another-recovery': ({ draft }) => ({ draft, remark: { key: 'claim.one-at-a-time' } }),
  'correct-document': correct('document'),
  'correct-ruc': correct('ruc'),
  'correct-branch': correctBranch,
  back: ({ draft, question, session }) => {
    const previous = PREVIOUS[question];
    if (previous) return { draft: askAnew(draft, previous) };
    return { draft, remark: offer(session, 'cancel', 'claim.offer.cancel') };
  },
  // A sentence is never taken as the confirmation that sends the code.
  confirm: ({ draft, question }) =>
    question === 'review' ? { draft, remark: confirmationQuestion(draft) } : undefined,
  reject: ({ draft, question }) => {
    if (draft.offer) return { draft: { ...draft, offer: undefined } };
    return question === 'review' ? { draft, remark: correctionQuestion(draft) } : undefined;
  },
};
