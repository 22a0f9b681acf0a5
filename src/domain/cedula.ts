import { ci } from 'stdnum/lib/cjs/ec';
import type { Brand, Parsed } from './brand';
import { judgeProvince } from './province';
import { type Reading, refuse } from './reading-outcome';

/** Ecuadorian identity card number, ten digits: province (2), kind (1), sequence (6), check digit (1). */
export type Cedula = Brand<string, 'Cedula'>;

/** What no cédula can have. */
export type CedulaFormFault = 'letters' | 'length' | 'province' | 'third-digit';

export type CedulaFault = CedulaFormFault | 'check-digit';

/** 6 is real: foreign residents. */
const HIGHEST_KIND = 6;

/** Ten ASCII digits, nothing around them, and no doubt about any of them. */
export function parseCedula(text: string): Parsed<Cedula, CedulaFault> {
  const reading = readCedula(text);
  switch (reading.kind) {
    case 'accept':
      return { ok: true, value: reading.value };
    case 'confirm':
      return { ok: false, reason: reading.doubt };
    case 'refuse':
      return { ok: false, reason: reading.fault };
  }
}

/** As `parseCedula`, but a few official cédulas break modulo 10: those come back to be confirmed, value and all. */
export function readCedula(digits: string): Reading<Cedula, CedulaFormFault> {
  if (!/^\d*$/.test(digits)) return refuse('letters');
  if (digits.length !== 10) return refuse('length');
  const province = judgeProvince(digits);
  if (province === 'unknown') return refuse('province');
  if (Number(digits[2]) > HIGHEST_KIND) return refuse('third-digit');

  const value = digits as Cedula;
  if (province === 'uncertain') return { kind: 'confirm', value, doubt: 'province' };
  return ci.validate(digits).isValid ? { kind: 'accept', value } : { kind: 'confirm', value, doubt: 'check-digit' };
}
