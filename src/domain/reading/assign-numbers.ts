import type { ClaimField } from './field-labels';
import { type RunCombination, type PickedNumber, pickNumber, type NumberQuery } from './pick-number';
import { scanNumbers, type NumberChain, type NumberScan } from './scan-numbers';

export type FoundNumber =
  | { readonly kind: 'found'; readonly digits: string; readonly source: 'labelled' | 'unlabelled' }
  | { readonly kind: 'several' | 'missing' };

/** Which numbers of a message are the cédula and the RUC, by length and label alone; the rest may be a branch. */
export interface NumberAssignment {
  readonly document: FoundNumber;
  readonly ruc: FoundNumber;
  readonly rest: readonly NumberChain[];
}

type Long = 'document' | 'ruc';

const LENGTHS: Readonly<Record<Long, number>> = { document: 10, ruc: 13 };

/**
 * The asked field chooses first. A whole chain goes before a part of one, whoever asks: "179 001 0937 001" is no cédula
 * with something behind it.
 */
function assignNumbers(chains: readonly NumberChain[], asks: ClaimField): NumberAssignment {
  const nothing: NumberAssignment = { document: { kind: 'missing' }, ruc: { kind: 'missing' }, rest: chains };
  return order(asks).reduce(assign, nothing);
}

function order(asks: ClaimField): readonly (NumberQuery & { field: Long })[] {
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

const longNumbers = (asked: Long, other: Long): readonly (NumberQuery & { field: Long })[] => [
  ...heeding(asked, 'run', 'chain'),
  ...heeding(other, 'run', 'chain'),
  ...heeding(asked, 'window'),
  ...heeding(other, 'window'),
  // "Cédula o RUC: 1710034065" answers the question for the cédula.
  { field: asked, length: LENGTHS[asked], combination: 'run', labels: 'ignored' },
];

const heeding = (field: Long, ...combinations: readonly RunCombination[]): readonly (NumberQuery & { field: Long })[] =>
  combinations.map((combination) => ({ field, length: LENGTHS[field], combination, labels: 'heeded' }));

function assign(assignment: NumberAssignment, wanted: NumberQuery & { field: Long }): NumberAssignment {
  if (assignment[wanted.field].kind !== 'missing') return assignment;
  const pick = pickNumber(assignment.rest, wanted);
  switch (pick.kind) {
    case 'found': {
      const { rest, ...found } = pick;
      return { ...assignment, [wanted.field]: found, rest };
    }
    case 'several':
      return { ...assignment, [wanted.field]: several(pick, wanted.combination) };
    case 'missing':
      return assignment;
  }
}

/** Digits that can be cut in several ways are no number at all. */
const several = (pick: PickedNumber & { kind: 'several' | 'missing' }, fit: RunCombination): FoundNumber =>
  fit === 'window' ? { kind: 'missing' } : pick;

/** One message of a person: its folded text, the numbers in it, and which of them belong to which field. */
export interface ScannedMessage extends NumberScan, NumberAssignment {
  readonly text: string;
}

/** @param text folded by `truncateAndFold` */
export function scanMessage(text: string, asks: ClaimField): ScannedMessage {
  const scan = scanNumbers(text);
  return { text, ...scan, ...assignNumbers(scan.chains, asks) };
}
