import { type CedulaFormFault, readCedula } from '../cedula';
import type { IdentityDocument } from '../identity-document';
import type { Message } from './message';
import { digitsMeant, longNumbers } from './mistyped-number';
import { mapReading, type Reading, type Refusal, refuse } from '../reading-outcome';
import { isMeantAsRuc, parseRuc, rucKind } from '../ruc';

/** `is-ruc`: thirteen digits of an employer, also of a domestic one. `shape`: no foreigner's code looks like that. */
type DocumentFault = CedulaFormFault | 'is-ruc' | 'passport' | 'shape' | 'nothing-found' | 'several-found';

export type DocumentReading = Reading<IdentityDocument, DocumentFault>;

/** One to three letters and six to eight digits is how states number passports. */
const PASSPORT_NUMBER = /^[a-z]{1,3}\d{6,8}$/;

/** The answer to the question for the cédula. */
export function readAskedCedula(message: Message): DocumentReading {
  switch (message.document.kind) {
    case 'found':
      return readFoundCedula(message.document.digits);
    case 'several':
      return refuse('several-found');
    case 'missing':
      return namesPassport(message.text) ? refuse('passport') : explainMissing(message);
  }
}

export const readFoundCedula = (digits: string): Reading<IdentityDocument, CedulaFormFault> =>
  mapReading(readCedula(digits), (number) => ({ kind: 'cedula', number }));

/** The procedure takes no passport, whatever its number looks like. */
export const namesPassport = (text: string): boolean => /pasaporte|passport/i.test(text);

function explainMissing({ ruc, rest, mixed }: Message): Refusal<DocumentFault> {
  // Beside a RUC, a number with letters in it is the one that was meant for the cédula.
  if (ruc.kind === 'found' && mixed.length === 0) return explainRuc(ruc.digits);
  const [number, another] = longNumbers(rest);
  if (another !== undefined) return refuse('length');
  if (number !== undefined) return refuse('length', plausible(`0${number}`));
  return explainMixed(mixed);
}

/** The person's own number is in front of it when the RUC is a natural person's or a domestic employer's. */
function explainRuc(digits: string): Refusal<DocumentFault> {
  if (!isMeantAsRuc(digits)) return refuse('length');
  const ruc = parseRuc(digits);
  const isOrganisation = ruc.ok && rucKind(ruc.value) !== 'natural';
  return refuse('is-ruc', isOrganisation ? undefined : plausible(digits.slice(0, 10)));
}

function explainMixed([word]: readonly string[]): Refusal<DocumentFault> {
  if (word === undefined) return refuse('nothing-found');
  const suggestion = plausible(digitsMeant(word));
  const isPassport = suggestion === undefined && PASSPORT_NUMBER.test(word);
  return isPassport ? refuse('passport') : refuse('letters', suggestion);
}

/** Only a number without doubt is offered: it holds digits that nobody typed. */
const plausible = (digits: string): string | undefined => (readCedula(digits).kind === 'accept' ? digits : undefined);
