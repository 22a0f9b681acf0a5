import { MAIN_BRANCH } from '../src/domain/branch';
import { domesticClaim } from '../src/domain/claim';
import type { Field } from '../src/domain/reading/field-labels';
import { readClaim, type ClaimReading } from '../src/domain/reading/read-numbers';
import type { Line } from './chat';
import type { Command } from './commands';
import type { Draft } from './draft';

/** What an answer made of the draft; with a remark, the question is put again in other words. */
export interface Heard {
  readonly draft: Draft;
  readonly remark?: Line;
}

export interface Answer {
  readonly asked: Field;
  readonly text: string;
  readonly foreignerPattern: RegExp;
}

/** Takes everything a message tells, not only what was asked; what cannot be read is asked again and costs nothing else. */
export function hearAnswer(draft: Draft, { asked, foreignerPattern, text }: Answer): Heard {
  const reading = readClaim(text, { asks: asked, documentKind: draft.documentKind, foreignerPattern });
  const heard = hearDocument(keepBranch(keepRuc(draft, reading), reading), reading);
  return { draft: settle(heard.draft), remark: heard.remark ?? faultOf(asked, reading) };
}

/** What a summary can be told: whatever is clearly there. */
export function hearCorrection(draft: Draft, answer: Omit<Answer, 'asked'>): Heard | undefined {
  const reading = readClaim(answer.text, {
    asks: 'branch',
    documentKind: draft.documentKind,
    foreignerPattern: answer.foreignerPattern,
  });
  const found = [reading.document, reading.ruc, reading.branch].some(
    (field) => field !== undefined && field.kind !== 'refuse',
  );
  return found ? hearAnswer(draft, { ...answer, asked: 'branch' }) : undefined;
}

/** Commands that answer a question of the claim; undefined for any other. */
export const hearClaimCommand = (draft: Draft, command: Command | undefined): Heard | undefined =>
  command && CLAIM_COMMANDS[command]?.(draft);

const CLAIM_COMMANDS: Partial<Record<Command, (draft: Draft) => Heard>> = {
  foreigner: (draft) => ({ draft: settle({ ...without(draft, 'document'), documentKind: 'foreigner' }) }),
  cedula: (draft) => ({ draft: settle({ ...without(draft, 'document'), documentKind: 'cedula' }) }),
  domestic: (draft) =>
    draft.document?.kind === 'foreigner'
      ? { draft, remark: { key: 'claim.ruc.domestic-needs-cedula', choices: ['correct-document'] } }
      : { draft: settle({ ...draft, documentKind: 'cedula', employer: 'domestic' }) },
  'main-branch': (draft) => ({ draft: { ...draft, branch: MAIN_BRANCH } }),
  'correct-document': (draft) => ({ draft: without(draft, 'document') }),
  'correct-ruc': (draft) => ({ draft: without(draft, 'ruc') }),
  'correct-branch': (draft) => ({ draft: without(draft, 'branch') }),
};

/** The draft before this answer. Taking back the RUC of a domestic employer takes back that it is one. */
export function without(draft: Draft, field: Field): Draft {
  const rest = { ...draft, refusedOnce: undefined };
  switch (field) {
    case 'document':
      return { ...rest, document: undefined, doubts: draft.doubts.filter((doubt) => doubt !== 'document') };
    case 'ruc':
      return {
        ...rest,
        ruc: undefined,
        branch: draft.employer === 'domestic' ? undefined : draft.branch,
        employer: 'business',
        doubts: draft.doubts.filter((doubt) => doubt !== 'ruc'),
      };
    case 'branch':
      return { ...rest, branch: undefined };
  }
}

function keepRuc(draft: Draft, { ruc }: ClaimReading): Draft {
  if (ruc === undefined || ruc.kind === 'refuse') return draft;
  const doubts = draft.doubts.filter((doubt) => doubt !== 'ruc');
  return {
    ...draft,
    ruc: ruc.value,
    employer: 'business',
    doubts: ruc.kind === 'confirm' ? [...doubts, 'ruc'] : doubts,
  };
}

const keepBranch = (draft: Draft, { branch }: ClaimReading): Draft =>
  branch === undefined || branch.kind === 'refuse' ? draft : { ...draft, branch: branch.value };

/** A cédula that breaks the rule is refused once; sent again, it is taken with a mark, and the registry decides. */
function hearDocument(draft: Draft, { document }: ClaimReading): Heard {
  if (document === undefined || document.kind === 'refuse') return { draft };
  const doubts = draft.doubts.filter((doubt) => doubt !== 'document');
  if (document.kind === 'accept')
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts } };

  const number = document.value.kind === 'cedula' ? document.value.number : document.value.code;
  if (draft.refusedOnce === number) {
    return { draft: { ...draft, document: document.value, refusedOnce: undefined, doubts: [...doubts, 'document'] } };
  }
  return {
    draft: { ...draft, refusedOnce: number },
    remark: { key: `claim.document.doubt.${document.doubt}`, values: { number }, choices: [{ text: number }] },
  };
}

/** A domestic employer's number is the cédula and 000, its branch 0001 (official procedure, note to step 4). */
function settle(draft: Draft): Draft {
  if (draft.employer !== 'domestic' || draft.document?.kind !== 'cedula') return draft;
  const { branch, ruc } = domesticClaim(draft.document.number);
  return { ...draft, ruc, branch, doubts: draft.doubts.filter((doubt) => doubt !== 'ruc') };
}

function faultOf(asked: Field, { branch, document, ruc }: ClaimReading): Line | undefined {
  switch (asked) {
    case 'document':
      return document?.kind === 'refuse'
        ? explain(`claim.document.fault.${document.fault}`, document.suggestion)
        : undefined;
    case 'ruc':
      return ruc?.kind === 'refuse' ? explain(`claim.ruc.fault.${ruc.fault}`, ruc.suggestion) : undefined;
    case 'branch':
      return branch?.kind === 'refuse' ? explain(`claim.branch.fault.${branch.fault}`, branch.suggestion) : undefined;
  }
}

/** A suggestion is offered, never applied: it holds digits that nobody typed. */
const explain = (key: Line['key'], suggestion?: string): Line => ({
  key,
  values: { suggestion: suggestion ?? 'none' },
  choices: suggestion === undefined ? [] : [{ text: suggestion }],
});
