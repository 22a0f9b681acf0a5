import { ci } from 'stdnum/lib/cjs/ec';
import type { Brand, Result } from '../brand';
import { checkProvince } from './province';
import { type ParseResult, parseFailure } from './parse-result';

/** Ecuadorian identity card number, ten digits: province (2), kind (1), sequence (6), check digit (1). */
export type Cedula = Brand<string, 'Cedula'>;

/** What no cédula can have. */
export type CedulaFormFault = 'letters' | 'length' | 'province' | 'third-digit';

export type CedulaFault = CedulaFormFault | 'check-digit';

/** 6 is real: foreign residents. */
const HIGHEST_KIND = 6;

/** Ten ASCII digits, nothing around them, and no doubt about any of them. */
export function parseCedula(text: string): Result<Cedula, CedulaFault> {
  const result = checkCedula(text);
  switch (result.kind) {
    case 'accept':
      return { ok: true, value: result.value };
    case 'confirm':
      return { ok: false, reason: result.doubt };
    case 'refuse':
      return { ok: false, reason: result.fault };
  }
}

/** As `parseCedula`, but a few official cédulas break modulo 10: those come back to be confirmed, value and all. */
export function checkCedula(digits: string): ParseResult<Cedula, CedulaFormFault> {
  if (!/^\d*$/.test(digits)) return parseFailure('letters');
  if (digits.length !== 10) return parseFailure('length');
  const province = checkProvince(digits);
  if (province === 'unknown') return parseFailure('province');
  if (Number(digits[2]) > HIGHEST_KIND) return parseFailure('third-digit');

  const value = digits as Cedula;
  if (province === 'uncertain') return { kind: 'confirm', value, doubt: 'province' };
  return ci.validate(digits).isValid ? { kind: 'accept', value } : { kind: 'confirm', value, doubt: 'check-digit' };
}
