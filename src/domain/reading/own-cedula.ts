import { stripDiacritics } from './normalise-text';
import { writeSpokenNumbers } from './spoken-numbers';

const CEDULA = '(?:cedula|ced|ci|id|identificacion|documento)';
const SAME = '(?:mism[oa]|same|igual)';
const START = String.raw`^\W*(?:es |is |it is |it's )?(?:el |la |lo |the )?`;

/** Sentences that name the cédula given before as the RUC. Lower case without accents. */
const PATTERNS: readonly RegExp[] = [
  String.raw`\b${CEDULA}\b.*\b00[01]\b`,
  String.raw`\b00[01]\b.*\b${CEDULA}\b`,
  String.raw`\b${SAME}\b.*\b(?:${CEDULA}|00[01])\b`,
  String.raw`${START}${SAME}(?: (?:numero|number|one))?(?: (?:de|que|as) (?:antes|before))?\W*$`,
  String.raw`^\W*(?:es |is )?(?:la |mi |my |the )${CEDULA}(?: nomas| no mas| nada mas)?\W*$`,
  String.raw`^\W*(?:(?!suc|local|branch|estab)[a-z]+ ){0,3}00[01](?: al final| at the end)?\W*$`,
].map((source) => new RegExp(source, 's'));

/** "no es el mismo de la cédula", "is it the same as my ID?". */
const NEGATION_OR_QUESTION = /\b(?:no|not|isn't|nunca|tampoco)\b|\?/;

/**
 * Returns the three digits after the cédula when the message says that the RUC is the cédula and those digits: "mi cédula con 001", "el
 * mismo de la cédula". @param text folded by `truncateAndFold`
 */
export function suffixOfOwnCedula(text: string): '000' | '001' | undefined {
  const readable = writeSpokenNumbers(stripDiacritics(text), 'single', 3);
  if (NEGATION_OR_QUESTION.test(readable) || !PATTERNS.some((pattern) => pattern.test(readable))) return undefined;
  return /\b000\b/.test(readable) ? '000' : '001';
}
