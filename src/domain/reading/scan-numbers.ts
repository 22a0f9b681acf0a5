import { labelFitsLength, wordRole, type ClaimField } from './field-labels';
import { stripDiacritics } from './normalise-text';

/** Runs of digits separated only by a space, dot or dash, with the label of the words before them. */
export interface NumberChain {
  readonly label?: ClaimField;
  readonly runs: readonly string[];
}

/** The numbers of a message. */
export interface NumberScan {
  readonly chains: readonly NumberChain[];
  /** Words of letters and digits in lower case: mistyped numbers, passports, codes. */
  readonly mixedWords: readonly string[];
  /** `bare`: the message holds only numbers and their labels. */
  readonly style: 'bare' | 'prose';
}

/** A word, and the characters between it and the previous word. */
interface Token {
  readonly word: ClassifiedWord;
  readonly gap: string;
}

const WORD = /[\p{L}\p{M}\d]+/gu;
const JOINING_GAP = /^[ .\-‐-―−]{1,3}$/;
/** A comma separates a label from the number after it: "sin sucursal, 3 empleados". */
const SEPARATING_GAP = /[,;]/;

/** Finds the numbers in one pass. Runs keep the order in which they were typed. @param text folded by `truncateAndFold` */
export function scanNumbers(text: string): NumberScan {
  const tokens = tokenise(text);
  return {
    chains: buildChains(tokens),
    mixedWords: tokens.flatMap(({ word }) => (word.kind === 'mixed' ? [word.text] : [])),
    style: tokens.some(({ word }) => word.kind === 'mixed' || word.kind === 'other') ? 'prose' : 'bare',
  };
}

function tokenise(text: string): readonly Token[] {
  const message = expandAbbreviations(stripDiacritics(text));
  let end = 0;
  return Array.from(message.matchAll(WORD)).flatMap((match) => {
    const gap = message.slice(end, match.index);
    end = match.index + match[0].length;
    return classifyWord(match[0]).map((word) => ({ word, gap }));
  });
}

/** Writes "R.U.C." and "C.I." as the words `ruc` and `ci`. */
const expandAbbreviations = (text: string): string =>
  text.replace(/\br\. ?u\. ?c\b/g, 'ruc').replace(/\bc\. ?([ic])\b/g, 'c$1');

function buildChains(tokens: readonly Token[]): readonly NumberChain[] {
  const chains: { label?: ClaimField; runs: string[] }[] = [];
  let label: ClaimField | undefined;
  let previous: ClassifiedWord['kind'] = 'other';

  for (const { word, gap } of tokens) {
    if (word.kind !== 'number') label = labelAfter(word, SEPARATING_GAP.test(gap) ? undefined : label);
    else if (previous === 'number' && JOINING_GAP.test(gap)) chains.at(-1)?.runs.push(word.digits);
    else {
      chains.push(newChain(word.digits, SEPARATING_GAP.test(gap) ? undefined : label));
      label = undefined;
    }
    previous = word.kind;
  }
  return chains;
}

/** Returns the label that the next number would get. */
function labelAfter(
  word: Exclude<ClassifiedWord, { kind: 'number' }>,
  label: ClaimField | undefined,
): ClaimField | undefined {
  switch (word.kind) {
    case 'label':
      return word.field;
    case 'filler':
      return label;
    case 'mixed':
    case 'other':
      return undefined;
  }
}

const newChain = (digits: string, label: ClaimField | undefined): { label?: ClaimField; runs: string[] } =>
  label !== undefined && labelFitsLength(label, digits.length) ? { label, runs: [digits] } : { runs: [digits] };

/** A word by its role. `mixed`: letters and digits that are not a label followed by its number. */
type ClassifiedWord =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'label'; readonly field: ClaimField }
  | { readonly kind: 'mixed'; readonly text: string }
  | { readonly kind: 'filler' | 'other' };

const LABEL_AND_NUMBER = /^(\p{L}+)(\d+)$/u;

/** Classifies a word of letters and digits in lower case without accents. "ruc1790010937001" is a label and its number. */
function classifyWord(word: string): readonly ClassifiedWord[] {
  if (/^\d+$/.test(word)) return [{ kind: 'number', digits: word }];
  if (!/\d/.test(word)) return [wordRole(word)];

  const [, letters = '', digits = ''] = LABEL_AND_NUMBER.exec(word) ?? [];
  const role = wordRole(letters);
  return role.kind === 'label' ? [role, { kind: 'number', digits }] : [{ kind: 'mixed', text: word }];
}
