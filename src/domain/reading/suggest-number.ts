import type { NumberChain } from './scan-numbers';

/** A shorter number is no attempt at a cédula or RUC. */
const MIN_LENGTH = 5;

const DIGIT_OF: Readonly<Record<string, string>> = { o: '0', s: '5', i: '1', l: '1', b: '8' };

/** Numbers of any length that someone may have meant as a cédula or RUC, joined over spaces, dots and dashes. */
export const possibleLongNumbers = (chains: readonly NumberChain[]): readonly string[] =>
  chains.map(({ runs }) => runs.join('')).filter((digits) => digits.length >= MIN_LENGTH);

/** The number meant by `171oo34o65`, or else the digits alone of `1710034065y`. Lower case in; only ever to be offered. */
export function suggestDigits(word: string): string {
  const digits = word.replace(/[osilb]/g, (letter) => DIGIT_OF[letter] ?? letter);
  return /^\d+$/.test(digits) ? digits : word.replace(/\D/g, '');
}
