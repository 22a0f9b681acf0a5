import { labelFitsLength, type NumberLabel, wordRole, type WordRole } from './field-labels';
import { stripDiacritics } from './normalise-text';
import { dropOtherNumbers } from './other-numbers';
import { type SpokenDigits, writeSpokenNumbers } from './spoken-numbers';

/** Runs of digits with only signs between them, with the label of the words before them. */
export interface NumberChain {
  readonly label?: NumberLabel;
  /** The person took back the number before this one. */
  readonly corrects?: true;
  readonly runs: readonly string[];
}

/** The numbers of a message. */
export interface NumberScan {
  readonly chains: readonly NumberChain[];
  /** Words of letters and digits in lower case: mistyped numbers, passports, codes. */
  readonly mixedWords: readonly string[];
  /** `bare`: the message holds only numbers, their labels and polite words. */
  readonly style: 'bare' | 'prose';
}

/** How freely digits are joined to a number, and which words count as digits. */
export interface ScanRules {
  /** `tight`: over a space, dot or dash. `loose`: also over a comma, slash, underscore, middle dot, tab or new line. */
  readonly joints: 'tight' | 'loose';
  readonly spoken: SpokenDigits;
}

/** A word, and the characters between it and the previous word. */
interface Token {
  readonly word: ClassifiedWord;
  readonly gap: string;
}

const WORD = /[\p{L}\p{M}\d]+/gu;
const JOINING_GAPS = {
  tight: /^[ .\-‐-―−]{1,3}$/,
  loose: /^[\s.,/\\|_·•‧∙\-‐-―−]{1,4}$/,
} as const;
/** A comma separates a label from the number after it: "sin sucursal, 3 empleados". */
const SEPARATING_GAP = /[,;]/;

/** Finds the numbers in one pass. Runs keep the order in which they were typed. @param text folded by `truncateAndFold` */
export function scanNumbers(text: string, { joints, spoken }: ScanRules): NumberScan {
  const tokens = tokenise(prepare(text, spoken));
  return {
    chains: buildChains(tokens, JOINING_GAPS[joints]),
    mixedWords: tokens.flatMap(({ word }) => (word.kind === 'mixed' ? [word.text] : [])),
    style: tokens.some(({ word }) => PROSE.has(word.kind)) ? 'prose' : 'bare',
  };
}

const PROSE: ReadonlySet<ClassifiedWord['kind']> = new Set(['mixed', 'other', 'beside-correction'] as const);

/** Writes everything that stands for digits as digits, and leaves out numbers that are something else. */
const prepare = (text: string, spoken: SpokenDigits): string =>
  dropOtherNumbers(writeSpokenNumbers(expandAbbreviations(unlinkNumbers(stripDiacritics(text))), spoken));

/** Channels link numbers as `<tel:X|X>` or `X<tel:X>`. Both become `X`. */
const unlinkNumbers = (text: string): string =>
  text
    .replace(/<tel:[^<>|]*\|([^<>|]*)>/g, '$1')
    .replace(/(\d)<tel:[^<>]*>/g, '$1')
    .replace(/<tel:([^<>]*)>/g, '$1');

/** Writes "R.U.C." and "C.I." as the words `ruc` and `ci`. */
const expandAbbreviations = (text: string): string =>
  text.replace(/\br\. ?u\. ?c\b/g, 'ruc').replace(/\bc\. ?([ic])\b/g, 'c$1');

function tokenise(message: string): readonly Token[] {
  let end = 0;
  return Array.from(message.matchAll(WORD)).flatMap((match) => {
    const gap = message.slice(end, match.index);
    end = match.index + match[0].length;
    return classifyWord(match[0]).map((word) => ({ word, gap }));
  });
}

function buildChains(tokens: readonly Token[], joiningGap: RegExp): readonly NumberChain[] {
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

/** A word by its role. `mixed`: letters and digits that are not a label followed by its number. */
type ClassifiedWord =
  { readonly kind: 'number'; readonly digits: string } | { readonly kind: 'mixed'; readonly text: string } | WordRole;

const LABEL_AND_NUMBER = /^(\p{L}+)(\d+)$/u;

/** Classifies a word of letters and digits in lower case without accents. "ruc1790010937001" is a label and its number. */
function classifyWord(word: string): readonly ClassifiedWord[] {
  if (/^\d+$/.test(word)) return [{ kind: 'number', digits: word }];
  if (!/\d/.test(word)) return [wordRole(word)];

  const [, letters = '', digits = ''] = LABEL_AND_NUMBER.exec(word) ?? [];
  const role = wordRole(letters);
  return role.kind === 'label' ? [role, { kind: 'number', digits }] : [{ kind: 'mixed', text: word }];
}
