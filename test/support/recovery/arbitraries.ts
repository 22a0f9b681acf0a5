import fc from 'fast-check';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Claim } from '../../../src/domain/claim/claim';
import type { ForeignerCode } from '../../../src/domain/claim/foreigner-code';
import type { IdentityDocument } from '../../../src/domain/claim/identity-document';
import { rucOfNaturalPerson, type Ruc } from '../../../src/domain/claim/ruc';

const oneOf = (characters: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(characters));

/** Generates `count` decimal digits. */
export const digitString = (count: number): fc.Arbitrary<string> =>
  fc.string({ unit: oneOf('0123456789'), minLength: count, maxLength: count });

const province = fc
  .oneof(fc.integer({ min: 1, max: 24 }), fc.constant(30))
  .map((number) => String(number).padStart(2, '0'));

/** Generates a cédula by the rule itself, so that no library decides what is valid. */
export const validCedula: fc.Arbitrary<Cedula> = fc
  .tuple(province, fc.integer({ min: 0, max: 6 }), digitString(6))
  .map(([provinceCode, kind, sequence]) => `${provinceCode}${kind}${sequence}`)
  .map((nine) => `${nine}${modulo10(nine)}` as Cedula);

/** Generates a cédula with a wrong check digit. */
export const cedulaWithWrongCheckDigit: fc.Arbitrary<string> = fc
  .tuple(validCedula, fc.integer({ min: 1, max: 9 }))
  .map(([cedula, shift]) => cedula.slice(0, 9) + String((Number(cedula[9]) + shift) % 10));

export const naturalPersonRuc: fc.Arbitrary<Ruc> = validCedula.map(rucOfNaturalPerson);

/** Generates a company's RUC with a right check digit, which every one had until October 2021. */
export const companyRuc: fc.Arbitrary<Ruc> = fc
  .tuple(province, digitString(6))
  .map(([provinceCode, sequence]) => `${provinceCode}9${sequence}`)
  .map((nine) => ({ nine, check: modulo11(nine, [4, 3, 2, 7, 6, 5, 4, 3, 2]) }))
  .filter(({ check }) => check !== 10)
  .map(({ nine, check }) => `${nine}${check}001` as Ruc);

/** Generates a public body's RUC with a right check digit. */
export const publicBodyRuc: fc.Arbitrary<Ruc> = fc
  .tuple(province, digitString(5))
  .map(([provinceCode, sequence]) => `${provinceCode}6${sequence}`)
  .map((eight) => ({ eight, check: modulo11(eight, [3, 2, 7, 6, 5, 4, 3, 2]) }))
  .filter(({ check }) => check !== 10)
  .map(({ eight, check }) => `${eight}${check}0001` as Ruc);

export const anyRuc: fc.Arbitrary<Ruc> = fc.oneof(naturalPersonRuc, companyRuc, publicBodyRuc);

export const branch: fc.Arbitrary<Branch> = fc
  .integer({ min: 1, max: 9999 })
  .map((number) => String(number).padStart(4, '0') as Branch);

/** Generates a foreigner's code of the default shape. */
export const foreignerCode: fc.Arbitrary<ForeignerCode> = fc
  .tuple(
    fc.string({ unit: oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-'), minLength: 4, maxLength: 19 }),
    digitString(1),
  )
  .map(([start, digit]) => `${start}${digit}` as ForeignerCode);

const identityDocument: fc.Arbitrary<IdentityDocument> = fc.oneof(
  validCedula.map((number) => ({ kind: 'cedula' as const, number })),
  foreignerCode.map((code) => ({ kind: 'foreigner' as const, code })),
);

export const claim: fc.Arbitrary<Claim> = fc.record({ document: identityDocument, ruc: anyRuc, branch });

/** Generates any message text: words, digits of many scripts, emoji, direction marks, lone surrogates. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789  .-,:\nOSIlB٣３'), '\u200F', '👍', 'ruc ', 'cédula ', 'suc '),
    maxLength: 80,
  }),
);

function modulo10(nine: string): number {
  const sum = Array.from(nine, Number).reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? 2 * digit : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

function modulo11(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (11 - (sum % 11)) % 11;
}
