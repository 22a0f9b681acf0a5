import { MAIN_BRANCH } from '../src/domain/branch';
import type { Field } from '../src/domain/reading/field-labels';
import type { Heard } from './claim-answers';
import { whichLine } from './claim-lines';
import type { Command } from './commands';
import type { Draft } from './draft';
import { asForeigner, settle, without } from './draft-changes';
import type { InPersonReason, Next } from './next';

/** What a message came to while a claim is put together. */
export type Told =
  | { readonly kind: 'again'; readonly heard: Heard }
  | { readonly kind: 'go'; readonly next: Next }
  /** The summary is right. */
  | { readonly kind: 'confirmed' };

export type Asked = Field | 'review';

export const again = (heard: Heard): Told => ({ kind: 'again', heard });

/** A command that means something at every question of the claim; undefined for any other. */
export const hearClaimCommand = (draft: Draft, asked: Asked, command: Command): Told | undefined =>
  MOVES[command]?.(draft, asked) ?? change(draft, command);

/** Commands that change the draft alone. */
export const changeDraft = (draft: Draft, command: Command): Draft => CHANGES[command]?.(draft).draft ?? draft;

function change(draft: Draft, command: Command): Told | undefined {
  const heard = CHANGES[command]?.(draft);
  return heard && again(heard);
}

const inPerson = (reason: InPersonReason) => (): Told => ({ kind: 'go', next: { go: 'in-person', reason } });
const which = (draft: Draft): Told => again({ draft, remark: whichLine(draft) });

const MOVES: Partial<Record<Command, (draft: Draft, asked: Asked) => Told>> = {
  back: stepBack,
  correct: which,
  no: which,
  'no-mailbox-access': inPerson('unreachable-mailbox'),
  'in-person': inPerson('asked'),
  recover: (draft) => again({ draft }),
  greeting: (draft) => again({ draft }),
};

const CHANGES: Partial<Record<Command, (draft: Draft) => Heard>> = {
  foreigner: (draft) => ({ draft: asForeigner(draft) }),
  cedula: (draft) => ({ draft: settle({ ...without(draft, 'document'), documentKind: 'cedula' }) }),
  domestic: (draft) =>
    draft.document?.kind === 'foreigner'
      ? { draft, remark: { key: 'claim.ruc.domestic-needs-cedula', choices: ['correct-document'] } }
      : { draft: settle({ ...draft, documentKind: 'cedula', employer: 'domestic' }) },
  why: (draft) => ({ draft, remark: { key: 'claim.why' } }),
  'main-branch': (draft) => ({ draft: { ...draft, branch: MAIN_BRANCH } }),
  'correct-document': (draft) => ({ draft: without(draft, 'document') }),
  'correct-ruc': (draft) => ({ draft: without(draft, 'ruc') }),
  'correct-branch': (draft) => ({ draft: without(draft, 'branch') }),
};

/** Takes back the answer before the question that stands. */
function stepBack(draft: Draft, asked: Asked): Told {
  switch (asked) {
    case 'document':
      return { kind: 'go', next: { go: 'menu' } };
    case 'ruc':
      return again({ draft: without(draft, 'document') });
    case 'branch':
      return again({ draft: without(draft, 'ruc') });
    case 'review':
      return again({ draft: without(draft, draft.employer === 'domestic' ? 'ruc' : 'branch') });
  }
}
