import { checkCedula } from '../claim/cedula';
import type { ClaimField } from './field-labels';
import { isMobileNumber } from './telephones';
import { type NumberChain, sinceLastCorrection } from './number-chains';

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

/** `several`: different numbers match. None of them is picked. */
export type SeveralNumbers = { readonly kind: 'several'; readonly numbers: readonly string[] };

export interface OnlyNumber {
  readonly kind: 'found';
  readonly digits: string;
  readonly source: 'labelled' | 'unlabelled';
  /** What the number becomes when the person took back its last digits: "1710034056, perdón, 65". */
  readonly corrected?: string;
}

export type PickedNumber =
  | (OnlyNumber & {
      /** The numbers left for the other fields. */
      readonly rest: readonly NumberChain[];
    })
  | SeveralNumbers
  | { readonly kind: 'missing' };

interface Span {
  readonly chain: NumberChain;
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the one number that matches the query. Numbers with the label of the field go before numbers without a label. A number given
 * twice is one number, and a number that the person took back is none.
 */
export function pickNumber(chains: readonly NumberChain[], query: NumberQuery): PickedNumber {
  const fitting = dropTelephones(
    chains.filter(({ label }) => label !== 'elsewhere').flatMap((chain) => findSpans(chain, query)),
  );
  const standing = sinceLastCorrection(fitting, ({ chain, from }) => (from === 0 ? chain : undefined));
  const left = chains.filter((chain) => !fitting.some((span) => isWhole(span, chain) && !standing.includes(span)));
  const labelled = standing.filter((span) => labelOf(span) === query.field);
  if (labelled.length > 0) return pickOnly(labelled, left, 'labelled');
  const others = standing.filter((span) => query.labels === 'ignored' || labelOf(span) === undefined);
  return pickOnly(others, left, 'unlabelled');
}

function findSpans(chain: NumberChain, query: NumberQuery): readonly Span[] {
  const { combination, length } = query;
  const all = { chain, from: 0, to: chain.runs.length };
  switch (combination) {
    case 'run':
      return isSplitRuc(chain, query)
        ? []
        : chain.runs.flatMap((run, from) => (run.length === length ? [{ chain, from, to: from + 1 }] : []));
    case 'chain':
      return chain.runs.join('').length === length ? [all] : [];
    case 'window':
      return findWindows(chain, length);
  }
}

/** "1790010937 001" is a company's RUC, because its ten digits are no cédula. */
const isSplitRuc = ({ runs }: NumberChain, { field }: NumberQuery): boolean =>
  field === 'document' && runs.join('').length === 13 && checkCedula(runs[0] ?? '').kind === 'refuse';

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

/** Ten digits of a mobile telephone are no cédula. They are dropped when another number can be it. */
function dropTelephones(spans: readonly Span[]): readonly Span[] {
  const others = spans.filter((span) => !isMobileNumber(digitsOf(span)));
  return others.length > 0 ? others : spans;
}

const isWhole = (span: Span, chain: NumberChain): boolean =>
  span.chain === chain && span.to - span.from === chain.runs.length;

const labelOf = ({ chain, from }: Span): NumberChain['label'] => (from === 0 ? chain.label : undefined);

const digitsOf = ({ chain, from, to }: Span): string => chain.runs.slice(from, to).join('');

function pickOnly(
  candidates: readonly Span[],
  chains: readonly NumberChain[],
  source: 'labelled' | 'unlabelled',
): PickedNumber {
  const [span] = candidates;
  if (span === undefined) return { kind: 'missing' };
  const numbers = [...new Set(candidates.map(digitsOf))];
  if (numbers.length > 1) return { kind: 'several', numbers };
  const rest = chains.flatMap((chain) => (chain === span.chain ? chainsAround(span) : [chain]));
  const digits = digitsOf(span);
  const tail = findCorrectedTail(span, chains);
  const corrected = tail && digits.slice(0, -tail.length) + tail;
  return { kind: 'found', digits, source, rest, ...(corrected !== undefined && { corrected }) };
}

/** Returns fewer digits that follow the number as its correction. A correction with another label is none of it. */
function findCorrectedTail({ chain, from, to }: Span, chains: readonly NumberChain[]): string | undefined {
  const next = chains[chains.indexOf(chain) + 1];
  const tail = next?.runs.join('') ?? '';
  const isCorrected = to === chain.runs.length && next?.corrects === true && next.label === chain.label;
  return isCorrected && tail.length < digitsOf({ chain, from, to }).length ? tail : undefined;
}

/** Splits the chain: the runs before and after the span must not be joined later. */
function chainsAround({ chain, from, to }: Span): readonly NumberChain[] {
  const before: NumberChain = { ...chain, runs: chain.runs.slice(0, from) };
  const after: NumberChain = { runs: chain.runs.slice(to) };
  return [before, after].filter(({ runs }) => runs.length > 0);
}
