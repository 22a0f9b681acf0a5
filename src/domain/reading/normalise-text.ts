import { withoutLinks } from './links';

/** No answer needs more characters. Text beyond this length is ignored. */
const MAX_LENGTH = 1_000;

const FORMAT_CHARACTERS = /\p{Cf}/gu;
const DIACRITICS = /\p{Mn}/gu;
const DIGITS = /\p{Nd}/gu;
const DIGIT = /^\p{Nd}$/u;

/** Matches from the first letter or number to the last. Greedy, because `[^…]+$` would not run in linear time. */
const CORE = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;

/** Normalises text for exact matching of commands: `  ¡Cancelar! ` becomes `cancelar`, `Español` becomes `espanol`. */
export function normaliseCommand(text: string): string {
  const words = stripDiacritics(foldText(text)).match(CORE)?.[0] ?? '';
  return words.replace(/\s+/g, ' ');
}

/**
 * Returns the first `MAX_LENGTH` characters, folded, with what links show in place of the links. Drops a word that would be cut, because a
 * part of a number is another number.
 */
export function truncateAndFold(written: string): string {
  const text = withoutLinks(written);
  if (text.length <= MAX_LENGTH) return foldText(text);
  const cut = text.slice(0, MAX_LENGTH + 1);
  return foldText(cut.slice(0, cut.search(/\S*$/)));
}

/** Folds variants of characters: resolves compatibility forms, drops invisible characters, and maps the digits of every script to ASCII. */
export const foldText = (text: string): string =>
  text.normalize('NFKC').replace(FORMAT_CHARACTERS, '').replace(DIGITS, asciiDigit);

/** Returns the text in lower case without diacritics. */
export const stripDiacritics = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(DIACRITICS, '').normalize('NFC');

/** Returns the digit in ASCII. In Unicode the ten digits of a script follow each other from zero on, so the offset is the value. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let first = point;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((point - first) % 10);
}
