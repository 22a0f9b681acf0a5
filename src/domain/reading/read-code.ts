import { checkCedula } from '../claim/cedula';
import { checkRuc } from '../claim/ruc';
import type { OneTimeCode } from '../recovery/one-time-code';
import { truncateAndFold } from './normalise-text';
import { type NumberChain, sinceLastCorrection } from './number-chains';
import { type NumberScan, scanNumbers, type ScanRules } from './scan-numbers';

const TIGHT: ScanRules = { joints: 'tight', spoken: 'single' };
const LOOSE: ScanRules = { joints: 'loose', spoken: 'single' };

/**
 * Returns the code of `length` digits in a message such as "mi código es 123 456", truncated by `truncateAndFold`. Returns undefined when
 * there is none or more than one, so that the message does not count as an attempt.
 */
export function readCode(text: string, length: number): OneTimeCode | undefined {
  const [code, other] = candidatesIn(text, length);
  return other === undefined ? (code as OneTimeCode | undefined) : undefined;
}

/** Numbers of one digit and long ones were not meant as a code. */
const MIN_SEEN = 3;
const MAX_SEEN = 9;

/**
 * Returns how many digits the only number of a message has when it is no code of `length` digits but may have been meant as one, so that
 * the person can be told. Returns undefined for all other messages.
 */
export function countDigits(text: string, length: number): number | undefined {
  if (candidatesIn(text, length).length > 0) return undefined;
  const message = readable(text);
  const runs = distinct(runsOf(scanNumbers(message, TIGHT)));
  const numbers = runs.length === 1 ? runs : distinct(numbersOf(scanNumbers(message, LOOSE)));
  const [seen, other] = numbers.filter((digits) => digits.length >= MIN_SEEN);
  return seen !== undefined && other === undefined && seen.length <= MAX_SEEN ? seen.length : undefined;
}

/** "482913 no funciona", "the 482913 has expired": the person speaks of a code and does not give it. */
const REJECTED =
  /\d[\d -]*(?: \p{L}+){0,3} (?:no (?:funciona|sirve|vale|coincide)|caduc[oó]|venci[oó]|expir[oó]|(?:doesn't|does not|didn't) work|expired|is wrong)(?!\p{L})/giu;

const readable = (text: string): string => truncateAndFold(text).replace(REJECTED, ' x ');

/** Returns the different numbers of this length that the strictest successful reading finds. */
function candidatesIn(text: string, length: number): readonly string[] {
  const message = readable(text);
  const tight = scanNumbers(message, TIGHT);
  const runs = runsOf(tight).filter((run) => run.length === length);
  if (runs.length > 0) return distinct(runs);
  const readings = [
    () => numbersOf(tight),
    () => numbersOf(scanNumbers(message, LOOSE)),
    () => joinParts(tight, message),
  ];
  for (const read of readings) {
    const found = read().filter((digits) => digits.length === length);
    if (found.length > 0) return distinct(found);
  }
  return [];
}

const distinct = (numbers: readonly string[]): readonly string[] => [...new Set(numbers)];

const runsOf = (scan: NumberScan): readonly string[] => chainsOf(scan).flatMap(({ runs }) => runs);
const numbersOf = (scan: NumberScan): readonly string[] => chainsOf(scan).map(joinRuns);

/** Returns the chains that can be a code and were not taken back. */
const chainsOf = ({ chains }: NumberScan): readonly NumberChain[] =>
  sinceLastCorrection(chains, (chain) => chain).filter(
    (chain) => chain.label !== 'elsewhere' && !isCedulaOrRuc(joinRuns(chain)),
  );

/** Joins the two halves of "123 y 456". A message with other words, or with "o", holds different numbers. */
function joinParts(scan: NumberScan, text: string): readonly string[] {
  const numbers = numbersOf(scan);
  return scan.style === 'bare' && numbers.length === 2 && !/\b(?:o|or)\b|[,;]/i.test(text) ? [numbers.join('')] : [];
}

const joinRuns = ({ runs }: NumberChain): string => runs.join('');

/** "171003-4065" contains six digits in a row, but it is a cédula and no code. */
const isCedulaOrRuc = (digits: string): boolean =>
  checkCedula(digits).kind === 'accept' || checkRuc(digits).kind === 'accept';
