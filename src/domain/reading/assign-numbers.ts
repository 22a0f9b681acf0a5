import type { ClaimField } from './field-labels';
import { type RunCombination, type PickedNumber, pickNumber, type NumberQuery } from './pick-number';
import { scanNumbers, type NumberChain, type NumberScan } from './scan-numbers';

export type FoundNumber =
  | { readonly kind: 'found'; readonly digits: string; readonly source: 'labelled' | 'unlabelled' }
  | { readonly kind: 'several' | 'missing' };

/** The numbers of a message that are the cédula and the RUC, judged by length and label alone. The rest may be a branch. */
export interface NumberAssignment {
  readonly document: FoundNumber;
  readonly ruc: FoundNumber;
  readonly rest: readonly NumberChain[];
}

type LongField = 'document' | 'ruc';

const LENGTHS: Readonly<Record<LongField, number>> = { document: 10, ruc: 13 };

/**
 * Assigns numbers to fields, the asked field first. Whole chains are tried before parts of chains, so that "179 001 0937 001" is read as
 * one RUC and not as a cédula followed by other digits.
 */
function assignNumbers(chains: readonly NumberChain[], askedField: ClaimField): NumberAssignment {
  const unassigned: NumberAssignment = { document: { kind: 'missing' }, ruc: { kind: 'missing' }, rest: chains };
  return queriesInOrder(askedField).reduce(assign, unassigned);
}

function queriesInOrder(askedField: ClaimField): readonly (NumberQuery & { field: LongField })[] {
  switch (askedField) {
    case 'document':
      return queriesForBoth('document', 'ruc');
    case 'ruc':
      return queriesForBoth('ruc', 'document');
    case 'branch':
      // The whole RUC goes first, because "1790010937 001" would otherwise be a cédula and the branch 0001. Parts of chains are not tried,
      // because they could take away the branch.
      return [...queriesFor('ruc', 'run', 'chain'), ...queriesFor('document', 'run', 'chain')];
  }
}

const queriesForBoth = (asked: LongField, other: LongField): readonly (NumberQuery & { field: LongField })[] => [
  ...queriesFor(asked, 'run', 'chain'),
  ...queriesFor(other, 'run', 'chain'),
  ...queriesFor(asked, 'window'),
  ...queriesFor(other, 'window'),
  // "Cédula o RUC: 1710034065" answers the question for the cédula.
  { field: asked, length: LENGTHS[asked], combination: 'run', labels: 'ignored' },
];

const queriesFor = (
  field: LongField,
  ...combinations: readonly RunCombination[]
): readonly (NumberQuery & { field: LongField })[] =>
  combinations.map((combination) => ({ field, length: LENGTHS[field], combination, labels: 'respected' }));

function assign(assignment: NumberAssignment, query: NumberQuery & { field: LongField }): NumberAssignment {
  if (assignment[query.field].kind !== 'missing') return assignment;
  const pick = pickNumber(assignment.rest, query);
  switch (pick.kind) {
    case 'found': {
      const { rest, ...found } = pick;
      return { ...assignment, [query.field]: found, rest };
    }
    case 'several':
      return { ...assignment, [query.field]: reportSeveral(pick, query.combination) };
    case 'missing':
      return assignment;
  }
}

/** Treats digits that can be divided in several ways as no number. */
const reportSeveral = (
  pick: PickedNumber & { kind: 'several' | 'missing' },
  combination: RunCombination,
): FoundNumber => (combination === 'window' ? { kind: 'missing' } : pick);

/** One message: its folded text, the numbers in it, and their assignment to fields. */
export interface ScannedMessage extends NumberScan, NumberAssignment {
  readonly text: string;
}

/** @param text folded by `truncateAndFold` */
export function scanMessage(text: string, askedField: ClaimField): ScannedMessage {
  const scan = scanNumbers(text);
  return { text, ...scan, ...assignNumbers(scan.chains, askedField) };
}
