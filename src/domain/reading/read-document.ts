import { type CedulaFormFault, checkCedula } from '../claim/cedula';
import type { IdentityDocument } from '../claim/identity-document';
import type { OnlyNumber } from './pick-number';
import type { ScannedMessage } from './scan-message';
import { isMobileNumber } from './telephones';
import { splitGluedNumber } from './glued-numbers';
import { onlyAccepted, possibleLongNumbers, suggestDigits } from './suggest-number';
import {
  mapParseResult,
  type ParseDoubt,
  type ParseResult,
  type ParseFailure,
  parseFailure,
} from '../claim/parse-result';
import { looksLikeRuc, parseRuc, rucKind } from '../claim/ruc';

/**
 * `is-ruc`: an employer's RUC. `domestic`: the number of a domestic employer; the suggestion is the cédula. `is-cedula`: a cédula at the
 * question for the foreigner's code. `telephone`: a mobile number. `shape`: does not match the pattern of foreigner's codes. `glued`:
 * several numbers without a space. `guess`: read from words, or from a text with odd signs.
 */
type DocumentFault =
  | CedulaFormFault
  | 'is-ruc'
  | 'domestic'
  | 'is-cedula'
  | 'telephone'
  | 'passport'
  | 'shape'
  | 'glued'
  | 'guess'
  | 'nothing-found'
  | 'several-found';

/** `hyphen`: a foreigner's code such as EXT204518, which the suggestion writes with its hyphen. */
export type DocumentParseResult = ParseResult<IdentityDocument, DocumentFault, ParseDoubt | 'hyphen'>;

/** Passport numbers mostly have one to three letters and six to eight digits. */
const PASSPORT_NUMBER = /^[a-z]{1,3}\d{6,8}$/;

/** Parses the answer to the question for the cédula. */
export function readAskedCedula(message: ScannedMessage): DocumentParseResult {
  switch (message.document.kind) {
    case 'found':
      return readFound(message.document);
    case 'several':
      return parseFailure('several-found', onlyAccepted(message.document.numbers, checkCedula));
    case 'missing':
      return mentionsPassport(message.text) ? parseFailure('passport') : explainMissing(message);
  }
}

function readFound({ corrected, digits }: OnlyNumber): DocumentParseResult {
  if (corrected !== undefined) return parseFailure('guess', corrected);
  return isMobileNumber(digits) ? parseFailure('telephone') : parseCedulaDocument(digits);
}

export const parseCedulaDocument = (digits: string): ParseResult<IdentityDocument, CedulaFormFault> =>
  mapParseResult(checkCedula(digits), (number) => ({ kind: 'cedula', number }));

/** The procedure accepts no passport, whatever its number looks like. */
export const mentionsPassport = (text: string): boolean => /pasaporte|passport/i.test(text);

function explainMissing({ ruc, rest, mixedWords }: ScannedMessage): ParseFailure<DocumentFault> {
  // Next to a RUC, a word of letters and digits is probably a mistyped cédula.
  if (ruc.kind === 'found' && mixedWords.length === 0) return explainRuc(ruc.digits);
  const [number, another] = possibleLongNumbers(rest);
  if (another !== undefined) return parseFailure('length');
  return number === undefined ? explainMixed(mixedWords) : explainLength(number);
}

function explainLength(digits: string): ParseFailure<DocumentFault> {
  const glued = splitGluedNumber(digits);
  return glued === undefined ? parseFailure('length', ifPlausible(`0${digits}`)) : parseFailure('glued', glued);
}

/** The RUC of a natural person or a domestic employer begins with the cédula, which is suggested. */
function explainRuc(digits: string): ParseFailure<DocumentFault> {
  if (!looksLikeRuc(digits)) return parseFailure('length');
  const ruc = parseRuc(digits);
  const cedula = ifPlausible(digits.slice(0, 10));
  if (!ruc.ok && ruc.reason === 'domestic' && cedula !== undefined) return parseFailure('domestic', cedula);
  const isOrganisation = ruc.ok && rucKind(ruc.value) !== 'natural';
  return parseFailure('is-ruc', isOrganisation ? undefined : cedula);
}

function explainMixed([word]: readonly string[]): ParseFailure<DocumentFault> {
  if (word === undefined) return parseFailure('nothing-found');
  const suggestion = ifPlausible(suggestDigits(word));
  const isPassport = suggestion === undefined && PASSPORT_NUMBER.test(word);
  return isPassport ? parseFailure('passport') : parseFailure('letters', suggestion);
}

/** Suggests only a number without doubt, because it holds digits that the person did not type. */
const ifPlausible = (digits: string): string | undefined =>
  checkCedula(digits).kind === 'accept' ? digits : undefined;
