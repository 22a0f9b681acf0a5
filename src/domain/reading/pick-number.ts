import type { ClaimField } from './field-labels';
import type { NumberChain } from './scan-numbers';

/**
 * Which runs of digits may form the number: one run, all runs of a chain, or some neighbouring runs of a chain. Tried in this order, each
 * only when the previous one found nothing.
 */
export type RunCombination = 'run' | 'chain' | 'window';

export interface NumberQuery {
  readonly field: ClaimField;
  readonly length: number;
  readonly combination: RunCombination;
  /** `ignored`: a number with the label of another field matches too. */
  readonly labels: 'respected' | 'ignored';
}

export type PickedNumber =
  | {
      readonly kind: 'found';
      readonly digits: string;
      readonly source: 'labelled' | 'unlabelled';
      /** The numbers left for the other fields. */
      readonly rest: readonly NumberChain[];
    }
  | { readonly kind: 'several' | 'missing' };

interface Span {
  readonly chain: NumberChain;
  readonly from: number;
  readonly to: number;
}

/** Returns the one number that matches the query. Numbers with the label of the field go before numbers without a label. */
export function pickNumber(chains: readonly NumberChain[], query: NumberQuery): PickedNumber {
  const fitting = chains.flatMap((chain) => findSpans(chain, query));
  const labelled = fitting.filter((span) => labelOf(span) === query.field);
  if (labelled.length > 0) return pickOnly(labelled, chains, 'labelled');
  const others = fitting.filter((span) => query.labels === 'ignored' || labelOf(span) === undefined);
  return pickOnly(others, chains, 'unlabelled');
}

function findSpans(chain: NumberChain, { combination, length }: NumberQuery): readonly Span[] {
  const all = { chain, from: 0, to: chain.runs.length };
  switch (combination) {
    case 'run':
      return chain.runs.flatMap((run, from) => (run.length === length ? [{ chain, from, to: from + 1 }] : []));
    case 'chain':
      return chain.runs.join('').length === length ? [all] : [];
    case 'window':
      return findWindows(chain, length);
  }
}

/** Returns neighbouring runs with this many digits together. Both ends only move forward, so a long chain takes one pass. */
function findWindows(chain: NumberChain, length: number): readonly Span[] {
  const found: Span[] = [];
  let from = 0;
  let digits = 0;
  chain.runs.forEach((run, place) => {
    digits += run.length;
    for (; digits > length; from += 1) digits -= chain.runs[from]?.length ?? 0;
    if (digits === length) found.push({ chain, from, to: place + 1 });
  });
  return found;
}

const labelOf = ({ chain, from }: Span): ClaimField | undefined => (from === 0 ? chain.label : undefined);

function pickOnly(
  candidates: readonly Span[],
  chains: readonly NumberChain[],
  source: 'labelled' | 'unlabelled',
): PickedNumber {
  const [span] = candidates;
  if (span === undefined) return { kind: 'missing' };
  if (candidates.length > 1) return { kind: 'several' };
  const digits = span.chain.runs.slice(span.from, span.to).join('');
  return {
    kind: 'found',
    digits,
    source,
    rest: chains.flatMap((chain) => (chain === span.chain ? chainsAround(span) : [chain])),
  };
}

/** Splits the chain: the runs before and after the span must not be joined later. */
function chainsAround({ chain, from, to }: Span): readonly NumberChain[] {
  const before: NumberChain = { ...chain, runs: chain.runs.slice(0, from) };
  const after: NumberChain = { runs: chain.runs.slice(to) };
  return [before, after].filter(({ runs }) => runs.length > 0);
}
