import { checkCedula } from '../claim/cedula';
import type { ScannedMessage } from './scan-message';
import { holdTelephone } from './telephones';
import { splitGluedNumber } from './glued-numbers';
import { onlyAccepted, possibleLongNumbers, suggestDigits } from './suggest-number';
import { type ParseResult, type ParseFailure, parseFailure } from '../claim/parse-result';
import { checkRuc, type Ruc, type RucFormFault } from '../claim/ruc';

/**
 * `is-cedula`: a cédula; `own-cedula`: the person names the cédula given before. The suggestion is the RUC of that person, which has 001
 * appended. `glued`, `guess` and `telephone` are those of
 * `DocumentFault`.
 */
type RucFault =
  RucFormFault | 'is-cedula' | 'own-cedula' | 'glued' | 'guess' | 'telephone' | 'nothing-found' | 'several-found';

export type RucParseResult = ParseResult<Ruc, RucFault>;

/** Parses the answer to the RUC question. */
export function readAskedRuc(message: ScannedMessage): RucParseResult {
  switch (message.ruc.kind) {
    case 'found':
      return message.ruc.corrected === undefined
        ? checkRuc(message.ruc.digits)
        : parseFailure('guess', message.ruc.corrected);
    case 'several':
      return parseFailure('several-found', onlyAccepted(message.ruc.numbers, checkRuc));
    case 'missing':
      return explainMissing(message);
  }
}

function explainMissing({ chains, document, rest, mixedWords }: ScannedMessage): ParseFailure<RucFault> {
  if (chains.length === 1 && holdTelephone(chains)) return parseFailure('telephone');
  const [number, another] = possibleLongNumbers(rest);
  if (another !== undefined) return parseFailure('length');
  if (number !== undefined) return explainNumber(number);
  if (document.kind === 'found') return explainNumber(document.digits);
  const [word] = mixedWords;
  return word === undefined ? parseFailure('nothing-found') : parseFailure('letters', ifPlausible(suggestDigits(word)));
}

function explainNumber(digits: string): ParseFailure<RucFault> {
  const glued = splitGluedNumber(digits);
  if (glued !== undefined) return parseFailure('glued', glued);
  const isCedula = digits.length === 10 && checkCedula(digits).kind !== 'refuse';
  if (isCedula) return parseFailure('is-cedula', `${digits}001`);
  return parseFailure('length', ifPlausible(digits.length === 12 ? `0${digits}` : `${digits}001`));
}

/** Suggests only a number without doubt, because it holds digits that the person did not type. */
const ifPlausible = (digits: string): string | undefined => (checkRuc(digits).kind === 'accept' ? digits : undefined);
