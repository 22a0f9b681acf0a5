import { labelFitsLength, type NumberLabel } from './field-labels';
import type { ClassifiedWord, Token } from './number-tokens';

/** Runs of digits with only signs between them, with the label of the words before them. */
export interface NumberChain {
  readonly label?: NumberLabel;
  /** The person took back the number before this one. */
  readonly corrects?: true;
  readonly runs: readonly string[];
}

/** A comma separates a label from the number after it: "sin sucursal, 3 empleados". */
const SEPARATING_GAP = /[,;]/;

/** Joins the numbers that only a joining gap separates. */
export function buildChains(tokens: readonly Token[], joiningGap: RegExp): readonly NumberChain[] {
  const chains: OpenChain[] = [];
  let label: NumberLabel | undefined;
  let previous: ClassifiedWord['kind'] = 'other';
  let since: SincePrevious = 'other-words';

  for (const { word, gap } of tokens) {
    const current = SEPARATING_GAP.test(gap) ? undefined : label;
    if (word.kind === 'number') {
      const last = chains.at(-1);
      const continued = previous === 'number' && joiningGap.test(gap) ? unlessTelephone(last) : undefined;
      if (continued) continued.runs.push(word.digits);
      else chains.push(openChain(word.digits, current, since === 'correction' ? last : undefined));
      label = undefined;
      since = 'nothing';
    } else {
      label = labelAfter(word, current);
      since = sinceAfter(word, since);
    }
    previous = word.kind;
  }
  return chains;
}

/** The number after a whole telephone number is another one. */
const unlessTelephone = (chain: OpenChain | undefined): OpenChain | undefined =>
  chain?.label === 'elsewhere' && chain.runs.join('').length >= 9 ? undefined : chain;

interface OpenChain extends NumberChain {
  readonly runs: string[];
}

/** @param corrected the chain that the person took back. The new one gets its label. */
function openChain(digits: string, label: NumberLabel | undefined, corrected?: OpenChain): OpenChain {
  const named = label ?? corrected?.label;
  return {
    ...(named !== undefined && labelFitsLength(named, digits.length) && { label: named }),
    ...(corrected && { corrects: true }),
    runs: [digits],
  };
}

/** Returns the last correction and what follows it. What stands before it was taken back. */
export const sinceLastCorrection = <T>(
  items: readonly T[],
  chainOf: (item: T) => NumberChain | undefined,
): readonly T[] =>
  items.slice(
    Math.max(
      0,
      items.findLastIndex((item) => chainOf(item)?.corrects === true),
    ),
  );

/** What stands between the previous number and the next. */
type SincePrevious = 'nothing' | 'correction' | 'other-words';

function sinceAfter({ kind }: ClassifiedWord, since: SincePrevious): SincePrevious {
  if (kind === 'other' || kind === 'mixed') return 'other-words';
  return kind === 'correction' && since !== 'other-words' ? 'correction' : since;
}

/** Returns the label that the next number would get. */
function labelAfter(
  word: Exclude<ClassifiedWord, { kind: 'number' }>,
  label: NumberLabel | undefined,
): NumberLabel | undefined {
  switch (word.kind) {
    case 'label':
      return isListOfLabels(word.field, label) ? undefined : word.field;
    case 'filler':
    case 'correction':
      return label;
    case 'mixed':
    case 'other':
    case 'beside-correction':
      return undefined;
  }
}

/** In "cédula y celular: …" neither label belongs to the next number alone. */
const isListOfLabels = (field: NumberLabel, before: NumberLabel | undefined): boolean =>
  before !== undefined && (field === 'elsewhere') !== (before === 'elsewhere');
