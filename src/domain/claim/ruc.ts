import type { Brand, Result } from '../brand';
import { type Cedula, checkCedula } from './cedula';
import { checkProvince } from './province';
import { type ParseDoubt, type ParseResult, parseFailure } from './parse-result';

/** The procedure's RUC field, thirteen digits: a taxpayer number, or a domestic employer's cédula and 000. */
export type Ruc = Brand<string, 'Ruc'>;

export type RucKind = 'natural' | 'public' | 'company' | 'domestic';

/**
 * `establishment`: the suffix is not 001; the suggestion has the right one. `domestic`: a cédula and 000, which is no taxpayer number and
 * is accepted only after the person said that they employ domestic staff. `final-consumer`: 9999999999999.
 */
export type RucFormFault =
  'letters' | 'length' | 'final-consumer' | 'province' | 'third-digit' | 'establishment' | 'domestic';

const MAIN = '001';
const DOMESTIC = '000';

/** The last weight belongs to the check digit. A number passes when the weighted sum is divisible by eleven. */
const COMPANY_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
const PUBLIC_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/** Parses exactly thirteen ASCII digits. Accepts a doubtful number, because the registry decides. */
export function parseRuc(text: string): Result<Ruc, RucFormFault> {
  const result = checkRuc(text);
  return result.kind === 'refuse' ? { ok: false, reason: result.fault } : { ok: true, value: result.value };
}

/** Checks a RUC. A wrong check digit is only a doubt, because companies registered since October 2021 have no check digit. */
export function checkRuc(digits: string): ParseResult<Ruc, RucFormFault> {
  const fault = findFormFault(digits) ?? findSuffixFault(digits);
  if (fault === 'establishment') return parseFailure(fault, digits.slice(0, 10) + MAIN);
  if (fault !== undefined) return parseFailure(fault);

  const value = digits as Ruc;
  const doubt = findDoubt(digits);
  return doubt === undefined ? { kind: 'accept', value } : { kind: 'confirm', value, doubt };
}

/**
 * Returns whether the person has to confirm the RUC: it is a natural person's, its check digit is wrong, and no other kind can have it.
 * For other kinds a wrong check digit is only marked in the summary.
 */
export function needsConfirmation(result: ParseResult<Ruc, string>): boolean {
  return result.kind === 'confirm' && result.doubt === 'check-digit' && !['6', '9'].includes(result.value[2] ?? '');
}

/** Returns whether the digits are a RUC, possibly with the suffix of an establishment or of domestic service. */
export function looksLikeRuc(digits: string): boolean {
  const result = checkRuc(digits);
  return result.kind !== 'refuse' || result.fault === 'establishment' || result.fault === 'domestic';
}

/** Returns the kind. A third digit 6 is a public body or a foreign resident: modulo 11 and modulo 10 decide, public when both fail. */
export function rucKind(ruc: Ruc): RucKind {
  if (ruc.endsWith(DOMESTIC)) return 'domestic';
  if (ruc[2] === '9') return 'company';
  const isNatural = ruc[2] !== '6' || !ruc.endsWith('0001') || (!passesPublic(ruc) && passesNatural(ruc));
  return isNatural ? 'natural' : 'public';
}

export const rucOfNaturalPerson = (cedula: Cedula): Ruc => (cedula + MAIN) as Ruc;

/** Call it only after the person said that they employ domestic staff (*servicio doméstico*). */
export const domesticRuc = (cedula: Cedula): Ruc => (cedula + DOMESTIC) as Ruc;

/**
 * Returns `17•••••915001`, for pages and mails, because a natural person's RUC contains the cédula. The last six digits tell two employers
 * of one person apart, which the suffix 001 alone does not.
 */
export const maskRuc = (ruc: Ruc): string => `${ruc.slice(0, 2)}•••••${ruc.slice(-6)}`;

function findFormFault(digits: string): RucFormFault | undefined {
  if (!/^\d*$/.test(digits)) return 'letters';
  if (digits.length !== 13) return 'length';
  if (digits === '9999999999999') return 'final-consumer';
  if (checkProvince(digits) === 'unknown') return 'province';
  return digits[2] === '7' || digits[2] === '8' ? 'third-digit' : undefined;
}

function findSuffixFault(digits: string): RucFormFault | undefined {
  if (digits.endsWith(MAIN)) return undefined;
  const isPerson = checkCedula(digits.slice(0, 10)).kind !== 'refuse';
  return isPerson && digits.endsWith(DOMESTIC) ? 'domestic' : 'establishment';
}

function findDoubt(digits: string): ParseDoubt | undefined {
  if (checkProvince(digits) === 'uncertain') return 'province';
  return passesCheck(digits) ? undefined : 'check-digit';
}

function passesCheck(digits: string): boolean {
  if (digits[2] === '9') return passesModulo11(digits, COMPANY_WEIGHTS);
  return passesNatural(digits) || (digits[2] === '6' && digits.endsWith('0001') && passesPublic(digits));
}

const passesNatural = (digits: string): boolean => checkCedula(digits.slice(0, 10)).kind === 'accept';
const passesPublic = (digits: string): boolean => passesModulo11(digits, PUBLIC_WEIGHTS);

const passesModulo11 = (digits: string, weights: readonly number[]): boolean =>
  weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11 === 0;
