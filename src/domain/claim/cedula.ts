import { ci } from 'stdnum/lib/cjs/ec';
import type { Brand, Result } from '../brand';
import { checkProvince } from './province';
import { type ParseResult, parseFailure } from './parse-result';

/** Ecuadorian identity card number, ten digits: province (2), kind (1), sequence (6), check digit (1). */
export type Cedula = Brand<string, 'Cedula'>;

/** Faults that no cédula can have. */
export type CedulaFormFault = 'letters' | 'length' | 'province' | 'third-digit';

export type CedulaFault = CedulaFormFault | 'check-digit';

/** Foreign residents have a 6 as third digit. */
const HIGHEST_KIND = 6;

/** Parses exactly ten ASCII digits. Rejects a number that `checkCedula` would have the person confirm. */
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

/** Checks like `parseCedula`, but returns a doubtful number for confirmation, because a few official cédulas fail modulo 10. */
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
