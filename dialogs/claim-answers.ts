import { domesticClaim } from '../src/domain/claim';
import type { Field } from '../src/domain/reading/field-labels';
import { readableText } from '../src/domain/reading/normalise-text';
import { readClaim, type ClaimReading } from '../src/domain/reading/read-numbers';
import type { Line } from './chat';
import type { Draft } from './draft';
import { settle } from './draft-changes';

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
export function hearAnswer(before: Draft, { asked, foreignerPattern, text }: Answer): Heard {
  const draft = { ...before, offer: undefined };
  const reading = readClaim(text, { asks: asked, documentKind: draft.documentKind, foreignerPattern });
  const heard = hearDocument(keepBranch(keepRuc(draft, reading), reading), reading);
  const settled = settle(heard.draft);
  if (heard.remark) return { ...heard, draft: settled };
  return hearDomesticNumber(settled, text) ?? explainFault(settled, asked, reading);
}

/** What a summary can be told: whatever is clearly there. */
export function hearCorrection(draft: Draft, { foreignerPattern, text }: Omit<Answer, 'asked'>): Heard | undefined {
  const reading = readClaim(text, { asks: 'branch', documentKind: draft.documentKind, foreignerPattern });
  const { branch, document, ruc } = reading;
  if (branch?.kind !== 'refuse') return hearAnswer(draft, { asked: 'branch', foreignerPattern, text });
  if (document === undefined && ruc === undefined) return undefined;
  const heard = hearDocument(keepRuc({ ...draft, offer: undefined }, reading), reading);
  return { ...heard, draft: settle(heard.draft) };
}

function keepRuc(draft: Draft, { ruc }: ClaimReading): Draft {
  if (ruc === undefined || ruc.kind === 'refuse') return draft;
  const doubts = draft.doubts.filter((doubt) => doubt !== 'ruc');
  return {
    ...draft,
    ruc: ruc.value,
    employer: 'business',
    // A domestic employer's branch was not the person's answer.
    branch: draft.employer === 'domestic' ? undefined : draft.branch,
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
    draft: { ...draft, refusedOnce: number, offer: { text: number, documentKind: draft.documentKind } },
    remark: { key: `claim.document.doubt.${document.doubt}`, values: { number }, choices: [{ text: number }] },
  };
}

/** Cédula and 000 is the official number of a domestic employer; that it is one, the person must say (domain: own rule). */
function hearDomesticNumber(draft: Draft, text: string): Heard | undefined {
  const { document, employer, ruc } = draft;
  if (document?.kind !== 'cedula' || employer === 'domestic' || ruc !== undefined) return undefined;
  const numbers: readonly string[] = readableText(text).match(/\d+/g) ?? [];
  return numbers.includes(domesticClaim(document.number).ruc) ? offerDomestic(draft) : undefined;
}

const offerDomestic = (draft: Draft): Heard => ({
  draft: { ...draft, offer: { text: 'servicio doméstico', documentKind: 'cedula' } },
  remark: { key: 'claim.ruc.fault.domestic', choices: ['domestic'] },
});

function explainFault(draft: Draft, asked: Field, { branch, document, ruc }: ClaimReading): Heard {
  switch (asked) {
    case 'document':
      return document?.kind === 'refuse'
        ? explain(draft, `claim.document.fault.${document.fault}`, document.suggestion)
        : { draft };
    case 'ruc':
      return ruc?.kind === 'refuse' ? explainRuc(draft, ruc) : { draft };
    case 'branch':
      return branch?.kind === 'refuse'
        ? explain(draft, `claim.branch.fault.${branch.fault}`, branch.suggestion)
        : { draft };
  }
}

const explainRuc = (draft: Draft, { fault, suggestion }: Refused<ClaimReading['ruc']>): Heard =>
  fault === 'domestic' ? offerDomestic(draft) : explain(draft, `claim.ruc.fault.${fault}`, suggestion);

type Refused<R> = Extract<R, { readonly kind: 'refuse' }>;

/** A suggestion is offered, never applied: it holds digits that nobody typed. */
function explain(draft: Draft, key: Line['key'], suggestion?: string): Heard {
  if (suggestion === undefined) return { draft, remark: { key, values: { suggestion: 'none' } } };
  return {
    draft: { ...draft, offer: { text: suggestion, documentKind: draft.documentKind } },
    remark: { key, values: { suggestion }, choices: [{ text: suggestion }] },
  };
}
