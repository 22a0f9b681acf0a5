import { checkCedula } from '../claim/cedula';
import { checkRuc } from '../claim/ruc';
import type { OneTimeCode } from '../recovery/one-time-code';
import { GIVING_WORDS } from './giving-words';
import { truncateAndFold } from './normalise-text';
import { type NumberChain, sinceLastCorrection } from './number-chains';
import { type NumberScan, scanNumbers, type ScanRules } from './scan-numbers';

const TIGHT: ScanRules = { joints: 'tight', spoken: 'single' };
const LOOSE: ScanRules = { joints: 'loose', spoken: 'single' };

/** The only code of a message. */
export interface TypedCode {
  readonly code: OneTimeCode;
  /**
   * Whether the message gives the code to be tried: it holds nothing else than the code and words of `GIVING_WORDS`, or the code stands on
   * a line of its own. Otherwise the message speaks of a code, perhaps in doubt: "creo que era 482913", "¿todavía sirve el 482913?".
   */
  readonly isGiven: boolean;
}

/**
 * Returns the code of `length` digits in a message such as "mi código es 123 456", truncated by `truncateAndFold`. Returns undefined when
 * there is none or more than one, so that the message does not count as an attempt.
 */
export function readCode(text: string, length: number): TypedCode | undefined {
  const [code, other] = candidatesIn(text, length);
  if (code === undefined || other !== undefined) return undefined;
  return { code: code as OneTimeCode, isGiven: isGiven(text) || hasOwnLine(text, code) };
}

function isGiven(text: string): boolean {
  const message = readable(text);
  const { words } = scanNumbers(message, LOOSE);
  return !/[?¿]/.test(message) && words.every((word) => GIVING_WORDS.has(word));
}

/** In the pasted mail the code stands on a line of its own, and questions on other lines. */
const hasOwnLine = (text: string, code: string): boolean =>
  truncateAndFold(text)
    .split('\n')
    .some((line) => !/[\p{L}?¿]/u.test(line) && line.replace(/\D/g, '') === code);

/** Numbers of one digit and long ones were not meant as a code. */
const MIN_SEEN = 3;
const MAX_SEEN = 9;

/**
 * Returns the digits of the only number of a message when it is no code of `length` digits but may have been meant as one, or as a part of
 * one. Returns undefined for all other messages.
 */
export function readIncompleteCode(text: string, length: number): string | undefined {
  if (candidatesIn(text, length).length > 0) return undefined;
  const message = readable(text);
  const runs = distinct(runsOf(scanNumbers(message, TIGHT)));
  const numbers = runs.length === 1 ? runs : distinct(numbersOf(scanNumbers(message, LOOSE)));
  const [seen, other] = numbers.filter((digits) => digits.length >= MIN_SEEN);
  return seen !== undefined && other === undefined && seen.length <= MAX_SEEN ? seen : undefined;
}

/**
 * A number that the person speaks of and does not give: "482913 no funciona", "the 482913 has expired", "no use el código 482913". "No sé
 * si es 482913" is left to be offered.
 */
const REJECTED = [
  /\d[\d -]*(?: \p{L}+){0,3} (?:no (?:me )?(?:funciona|sirve|vale|coincide)|caduc[oó]|venci[oó]|expir[oó]|(?:doesn't|does not|didn't) work|expired|is wrong)(?!\p{L})/giu,
  /(?<!\p{L})(?:no|nunca|not|never|don['’]?t)(?! (?:s[eé]|estoy|know|sure))(?: \p{L}+){0,4} \d[\d -]*/giu,
];

const readable = (text: string): string =>
  REJECTED.reduce((rest, pattern) => rest.replace(pattern, ' rejected '), truncateAndFold(text));

/** Returns the different numbers of this length that the strictest successful reading finds. */
function candidatesIn(text: string, length: number): readonly string[] {
  const message = readable(text);
  const tight = scanNumbers(message, TIGHT);
  const readings = [
    () => [...runsOf(tight), ...numbersOf(tight)],
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
