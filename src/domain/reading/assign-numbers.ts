import type { ClaimField } from './field-labels';
import {
  type NumberQuery,
  type OnlyNumber,
  pickNumber,
  type PickedNumber,
  type RunCombination,
  type SeveralNumbers,
} from './pick-number';
import type { NumberChain } from './number-chains';

export type FoundNumber = OnlyNumber | SeveralNumbers | { readonly kind: 'missing' };

/** The numbers of a message that are the cédula and the RUC, judged by length and label alone. The rest may be a branch. */
export interface NumberAssignment {
  readonly document: FoundNumber;
  readonly ruc: FoundNumber;
  readonly rest: readonly NumberChain[];
}

export type LongField = 'document' | 'ruc';

export const NUMBER_LENGTHS: Readonly<Record<LongField, number>> = { document: 10, ruc: 13 };

type FieldQuery = NumberQuery & { readonly field: LongField };

/**
 * Assigns numbers to fields, the asked field first. Whole chains are tried before parts of chains, so that "179 001 0937 001" is read as
 * one RUC and not as a cédula followed by other digits.
 *
 * @param parts `whole-chains`: never takes a part of a chain, because its digits are joined over commas and new lines
 */
export function assignNumbers(
  chains: readonly NumberChain[],
  askedField: ClaimField,
  parts: 'any' | 'whole-chains',
): NumberAssignment {
  const unassigned: NumberAssignment = { document: { kind: 'missing' }, ruc: { kind: 'missing' }, rest: chains };
  const queries = queriesInOrder(askedField);
  const allowed = parts === 'any' ? queries : queries.map(asWholeChain);
  return dropRepeats(allowed.reduce(assign, unassigned));
}

const asWholeChain = (query: FieldQuery): FieldQuery =>
  query.combination === 'window' ? { ...query, combination: 'chain' } : query;

/** A number that was given twice leaves its second occurrence, which is no other number. */
function dropRepeats(assignment: NumberAssignment): NumberAssignment {
  const found = [assignment.document, assignment.ruc].flatMap((number) =>
    number.kind === 'found' ? [number.digits] : [],
  );
  return { ...assignment, rest: assignment.rest.filter(({ runs }) => !found.includes(runs.join(''))) };
}

function queriesInOrder(askedField: ClaimField): readonly FieldQuery[] {
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

const queriesForBoth = (asked: LongField, other: LongField): readonly FieldQuery[] => [
  ...queriesFor(asked, 'run', 'chain'),
  ...queriesFor(other, 'run', 'chain'),
  ...queriesFor(asked, 'window'),
  ...queriesFor(other, 'window'),
  // "Cédula o RUC: 1710034065" answers the question for the cédula.
  { field: asked, length: NUMBER_LENGTHS[asked], combination: 'run', labels: 'ignored' },
];

const queriesFor = (field: LongField, ...combinations: readonly RunCombination[]): readonly FieldQuery[] =>
  combinations.map((combination) => ({ field, length: NUMBER_LENGTHS[field], combination, labels: 'respected' }));

function assign(assignment: NumberAssignment, query: FieldQuery): NumberAssignment {
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
const reportSeveral = (pick: PickedNumber & { kind: 'several' }, combination: RunCombination): FoundNumber =>
  combination === 'window' ? { kind: 'missing' } : pick;
