import type { Field } from './field-labels';
import { type Fit, type Pick, pickNumber, type Wanted } from './pick-number';
import type { Chain } from './scan-numbers';

export type Found =
  | { readonly kind: 'found'; readonly digits: string; readonly source: 'labelled' | 'unlabelled' }
  | { readonly kind: 'several' | 'missing' };

/** Which numbers of a message are the cédula and the RUC, by length and label alone; the rest may be a branch. */
export interface Assignment {
  readonly document: Found;
  readonly ruc: Found;
  readonly rest: readonly Chain[];
}

type Long = 'document' | 'ruc';

const LENGTHS: Readonly<Record<Long, number>> = { document: 10, ruc: 13 };

/**
 * The asked field chooses first. A whole chain goes before a part of one, whoever asks: "179 001 0937 001" is no cédula
 * with something behind it.
 */
export function assignNumbers(chains: readonly Chain[], asks: Field): Assignment {
  const nothing: Assignment = { document: { kind: 'missing' }, ruc: { kind: 'missing' }, rest: chains };
  return order(asks).reduce(assign, nothing);
}

function order(asks: Field): readonly (Wanted & { field: Long })[] {
  switch (asks) {
    case 'document':
      return longNumbers('document', 'ruc');
    case 'ruc':
      return longNumbers('ruc', 'document');
    case 'branch':
      // The RUC as a whole first, or "1790010937 001" would read as a cédula and the branch 0001. No parts of chains: they
      // would take away what may be the branch.
      return [...heeding('ruc', 'run', 'chain'), ...heeding('document', 'run', 'chain')];
  }
}

const longNumbers = (asked: Long, other: Long): readonly (Wanted & { field: Long })[] => [
  ...heeding(asked, 'run', 'chain'),
  ...heeding(other, 'run', 'chain'),
  ...heeding(asked, 'window'),
  ...heeding(other, 'window'),
  // "Cédula o RUC: 1710034065" answers the question for the cédula.
  { field: asked, length: LENGTHS[asked], fit: 'run', labels: 'ignored' },
];

const heeding = (field: Long, ...fits: readonly Fit[]): readonly (Wanted & { field: Long })[] =>
  fits.map((fit) => ({ field, length: LENGTHS[field], fit, labels: 'heeded' }));

function assign(assignment: Assignment, wanted: Wanted & { field: Long }): Assignment {
  if (assignment[wanted.field].kind !== 'missing') return assignment;
  const pick = pickNumber(assignment.rest, wanted);
  switch (pick.kind) {
    case 'found': {
      const { rest, ...found } = pick;
      return { ...assignment, [wanted.field]: found, rest };
    }
    case 'several':
      return { ...assignment, [wanted.field]: several(pick, wanted.fit) };
    case 'missing':
      return assignment;
  }
}

/** Digits that can be cut in several ways are no number at all. */
const several = (pick: Pick & { kind: 'several' | 'missing' }, fit: Fit): Found =>
  fit === 'window' ? { kind: 'missing' } : pick;
