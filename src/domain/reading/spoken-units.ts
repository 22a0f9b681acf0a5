import { DIGIT_WORDS, HUNDRED_WORDS, REPEATING_WORDS, SIGN_WORDS, TEEN_WORDS, TENS_WORDS } from './words/number-words';

/** Digits that one or more words stand for. `typed`: the word is digits; `sign`: a word such as "guion", written as a dash. */
export interface SpokenUnit {
  readonly digits: string;
  /** How many words it takes. */
  readonly words: number;
  readonly kind: 'typed' | 'sign' | 'single' | 'group';
}

/** The words from the first one to read. */
type Words = readonly (string | undefined)[];

/** Reads the unit with which the words begin. */
export const readSpokenUnit = (words: Words): SpokenUnit | undefined =>
  readTyped(words) ?? readSingle(words) ?? readRepeated(words) ?? readHundreds(words) ?? readTens(words);

const readTyped = ([word = '']: Words): SpokenUnit | undefined =>
  /^\d+$/.test(word) ? { digits: word, words: 1, kind: 'typed' } : undefined;

function readSingle([word = '']: Words): SpokenUnit | undefined {
  const digit = DIGIT_WORDS.get(word);
  if (digit !== undefined) return { digits: digit, words: 1, kind: 'single' };
  return SIGN_WORDS.has(word) ? { digits: '-', words: 1, kind: 'sign' } : undefined;
}

/** "doble cero", "triple 0". */
function readRepeated([word = '', following = '']: Words): SpokenUnit | undefined {
  const times = REPEATING_WORDS.get(word);
  const digit = DIGIT_WORDS.get(following) ?? following;
  return times !== undefined && /^\d$/.test(digit)
    ? { digits: digit.repeat(times), words: 2, kind: 'single' }
    : undefined;
}

/** "ciento setenta y nueve". */
function readHundreds([word = '', ...rest]: Words): SpokenUnit | undefined {
  const hundreds = HUNDRED_WORDS.get(word);
  if (hundreds === undefined) return undefined;
  const tens = readTens(rest) ?? { digits: '0', words: 0 };
  return { digits: String(hundreds + Number(tens.digits)), words: 1 + tens.words, kind: 'group' };
}

/** "sesenta y cinco", "sixty five", "sesenta", "dieciséis". */
function readTens([word = '', second, third]: Words): SpokenUnit | undefined {
  const ten = TENS_WORDS.get(word);
  if (ten === undefined) return readTeen(word);
  if (ten.link === 'none') return addUnit(ten.value, second, 1);
  return second === 'y' ? addUnit(ten.value, third, 2) : addUnit(ten.value, undefined, 1);
}

function addUnit(ten: number, word: string | undefined, skipped: number): SpokenUnit {
  const unit = Number(DIGIT_WORDS.get(word ?? '') ?? 0);
  return { digits: String(ten + unit), words: unit > 0 ? skipped + 1 : 1, kind: 'group' };
}

function readTeen(word: string): SpokenUnit | undefined {
  const digits = TEEN_WORDS.get(word);
  return digits === undefined ? undefined : { digits, words: 1, kind: 'group' };
}
