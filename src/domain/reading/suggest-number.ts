import type { ParseResult } from '../claim/parse-result';
import type { NumberChain } from './number-chains';

/** A shorter number was not meant as a cédula or RUC. */
const MIN_LENGTH = 5;

const DIGIT_OF: Readonly<Record<string, string>> = { o: '0', s: '5', i: '1', l: '1', b: '8' };

/** Returns the numbers that may be a mistyped cédula or RUC, joined over spaces, dots and dashes. */
export const possibleLongNumbers = (chains: readonly NumberChain[]): readonly string[] =>
  [...new Set(chains.filter(({ label }) => label !== 'elsewhere').map(({ runs }) => runs.join('')))].filter(
    (digits) => digits.length >= MIN_LENGTH,
  );

/** Returns the number that `171oo34o65` looks like, else the digits of `1710034065y`. Expects lower case. Use it for suggestions only. */
export function suggestDigits(word: string): string {
  const digits = word.replace(/[osilb]/g, (letter) => DIGIT_OF[letter] ?? letter);
  return /^\d+$/.test(digits) ? digits : word.replace(/\D/g, '');
}

/** Returns the only number that is accepted without a doubt. It may be suggested in place of the others. */
export function onlyAccepted(
  numbers: readonly string[],
  check: (digits: string) => ParseResult<string, string>,
): string | undefined {
  const accepted = numbers.filter((digits) => check(digits).kind === 'accept');
  return accepted.length === 1 ? accepted[0] : undefined;
}
