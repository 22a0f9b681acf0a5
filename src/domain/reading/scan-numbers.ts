import { stripDiacritics } from './normalise-text';
import { buildChains, type NumberChain } from './number-chains';
import { type ClassifiedWord, tokenise } from './number-tokens';
import { dropOtherNumbers, OMITTED } from './other-numbers';
import { type SpokenDigits, writeSpokenNumbers } from './spoken-numbers';

/** The numbers of a message. */
export interface NumberScan {
  readonly chains: readonly NumberChain[];
  /** Words of letters and digits in lower case: mistyped numbers, passports, codes. */
  readonly mixedWords: readonly string[];
  /** All words that are no number, in lower case without accents. Numbers that are something else, such as times, are left out. */
  readonly words: readonly string[];
  /** `bare`: the message holds only numbers, their labels and polite words. */
  readonly style: 'bare' | 'prose';
}

/** How freely digits are joined to a number, and which words count as digits. */
export interface ScanRules {
  /** `tight`: over a space, dot or dash. `loose`: also over a comma, slash, underscore, middle dot, tab or new line. */
  readonly joints: 'tight' | 'loose';
  readonly spoken: SpokenDigits;
}

const JOINING_GAPS = {
  tight: /^[ .\-‐-―−]{1,3}$/,
  loose: /^[\s.,/\\|_·•‧∙\-‐-―−]{1,4}$/,
} as const;
/** Finds the numbers in one pass. Runs keep the order in which they were typed. @param text folded by `truncateAndFold` */
export function scanNumbers(text: string, { joints, spoken }: ScanRules): NumberScan {
  const prepared = prepare(text, spoken);
  const tokens = tokenise(prepared);
  return {
    chains: buildChains(tokens, JOINING_GAPS[joints]),
    mixedWords: tokens.flatMap(({ word }) => (word.kind === 'mixed' ? [word.text] : [])),
    words: (prepared.match(/\p{L}[\p{L}\p{M}\d]*/gu) ?? []).filter((word) => word !== OMITTED),
    style: tokens.some(({ word }) => PROSE.has(word.kind)) ? 'prose' : 'bare',
  };
}

const PROSE: ReadonlySet<ClassifiedWord['kind']> = new Set(['mixed', 'other', 'beside-correction'] as const);

/** Writes everything that stands for digits as digits, and leaves out numbers that are something else. */
const prepare = (text: string, spoken: SpokenDigits): string =>
  dropOtherNumbers(writeSpokenNumbers(expandAbbreviations(stripDiacritics(text)), spoken));

/** Writes "R.U.C." and "C.I." as the words `ruc` and `ci`. */
const expandAbbreviations = (text: string): string =>
  text.replace(/\br\. ?u\. ?c\b/g, 'ruc').replace(/\bc\. ?([ic])\b/g, 'c$1');
