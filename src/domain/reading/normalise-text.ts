/** No answer to any question is longer; whatever follows is not looked at. */
const MAX_LENGTH = 1_000;

const FORMAT_CHARACTERS = /\p{Cf}/gu;
const DIACRITICS = /\p{Mn}/gu;
const DIGITS = /\p{Nd}/gu;
const DIGIT = /^\p{Nd}$/u;

/** From the first letter or number to the last. Greedy, so that it stays linear where `[^…]+$` would not. */
const CORE = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;

/** Text for exact matching of commands: `  ¡Cancelar! ` becomes `cancelar`, `Español` becomes `espanol`. */
export function normaliseCommand(text: string): string {
  const words = stripDiacritics(foldText(text)).match(CORE)?.[0] ?? '';
  return words.replace(/\s+/g, ' ');
}

/** The first 1,000 characters, folded. A word that the cut goes through is left out: half a number is another number. */
export function truncateAndFold(text: string): string {
  if (text.length <= MAX_LENGTH) return foldText(text);
  const cut = text.slice(0, MAX_LENGTH + 1);
  return foldText(cut.slice(0, cut.search(/\S*$/)));
}

/** One spelling for each character: compatibility forms resolved, invisible ones dropped, every script's digits in ASCII. */
export const foldText = (text: string): string =>
  text.normalize('NFKC').replace(FORMAT_CHARACTERS, '').replace(DIGITS, asciiDigit);

/** Lower case without diacritics. */
export const stripDiacritics = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(DIACRITICS, '').normalize('NFC');

/** Unicode keeps the ten digits of a script side by side, zero first, so the place in the row is the value. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let first = point;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((point - first) % 10);
}
