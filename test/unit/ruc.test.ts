import fc from 'fast-check';
import { ruc as oracle } from 'stdnum/lib/cjs/ec';
import { parseCedula, type Cedula } from '../../src/domain/claim/cedula';
import {
  domesticRuc,
  looksLikeRuc,
  maskRuc,
  parseRuc,
  checkRuc,
  rucKind,
  rucOfNaturalPerson,
  type Ruc,
} from '../../src/domain/claim/ruc';
import {
  anyRuc,
  companyRuc,
  digitString,
  cedulaWithWrongCheckDigit,
  naturalPersonRuc,
  publicBodyRuc,
} from '../support/recovery/arbitraries';

const cedula = '1710034065' as Cedula;

describe('RUC', () => {
  it.each([
    ['1790016919001', 'company'],
    ['1790010937001', 'company'],
    ['1760004650001', 'public'],
    ['1760013210001', 'public'],
    ['1768153530001', 'public'],
    ['1768152560001', 'public'],
    ['1710034065001', 'natural'],
    ['1761234564001', 'natural'],
  ])('accepts the RUC %s of kind %s', (number, kind) => {
    expect(checkRuc(number)).toEqual({ kind: 'accept', value: number });
    expect(rucKind(number as Ruc)).toBe(kind);
  });

  it.each(['1793213150001', '0993366721001'])(
    'accepts %s, a real company registered after October 2021, with a doubt about its check digit',
    (number) => {
      expect(checkRuc(number)).toEqual({ kind: 'confirm', value: number, doubt: 'check-digit' });
      expect(parseRuc(number)).toEqual({ ok: true, value: number });
    },
  );

  it.each([
    ['1790010938001', 'company', 'check-digit'],
    ['1760004660001', 'public', 'check-digit'],
    ['1710034066001', 'natural', 'check-digit'],
    ['5090010937001', 'company', 'province'],
  ])('accepts the RUC %s of kind %s with a doubt about its %s', (number, kind, doubt) => {
    expect(checkRuc(number)).toEqual({ kind: 'confirm', value: number, doubt });
    expect(rucKind(number as Ruc)).toBe(kind);
  });

  it.each([
    ['', 'length'],
    ['179001093700', 'length'],
    ['17900109370010', 'length'],
    ['1790010937-001', 'letters'],
    ['9999999999999', 'final-consumer'],
    ['0090010937001', 'province'],
    ['2590010937001', 'province'],
    ['1770010937001', 'third-digit'],
    ['1780010937001', 'third-digit'],
    ['1710034065000', 'domestic'],
    ['1710034066000', 'domestic'],
  ])('rejects the RUC %j: %s', (text, fault) => {
    expect(checkRuc(text)).toEqual({ kind: 'refuse', fault });
    expect(parseRuc(text)).toEqual({ ok: false, reason: fault });
  });

  it.each([
    ['1790010937002', '1790010937001'],
    ['1790010937000', '1790010937001'],
    ['1710034065003', '1710034065001'],
    ['1760004650002', '1760004650001'],
  ])('suggests the main number for establishment %s', (text, suggestion) => {
    expect(checkRuc(text)).toEqual({ kind: 'refuse', fault: 'establishment', suggestion });
  });

  it.each([
    ['1760000040001', 'natural', 'the cédula rule alone'],
    ['1760000230001', 'public', 'both rules'],
    ['1760004650001', 'public', 'the rule of public bodies alone'],
    ['1760004660001', 'public', 'neither rule'],
  ])('reads %s, a RUC with third digit 6 and branch digits 0001, as %s, because it keeps %s', (ruc, kind) => {
    expect(rucKind(ruc as Ruc)).toBe(kind);
  });

  it('accepts every RUC that keeps its check-digit rule', () => {
    fc.assert(fc.property(anyRuc, (ruc) => checkRuc(ruc).kind === 'accept'));
    fc.assert(fc.property(companyRuc, (ruc) => rucKind(ruc) === 'company'));
    fc.assert(fc.property(publicBodyRuc, (ruc) => rucKind(ruc) === 'public'));
    fc.assert(
      fc.property(
        naturalPersonRuc.filter((ruc) => ruc[2] !== '6'),
        (ruc) => rucKind(ruc) === 'natural',
      ),
    );
  });

  it('never rejects a RUC for a wrong check digit', () => {
    fc.assert(fc.property(cedulaWithWrongCheckDigit, (number) => checkRuc(`${number}001`).kind !== 'refuse'));
    const company = digitString(7).map((rest) => `179${rest}001`);
    fc.assert(fc.property(company, (number) => parseRuc(number).ok));
  });

  it('accepts without a doubt every RUC ending in 001 that stdnum accepts', () => {
    const company = fc
      .tuple(fc.constantFrom('17', '09', '30'), digitString(5))
      .map(([place, rest]) => `${place}${rest}001`);
    const body = fc.tuple(fc.constantFrom('176', '096'), digitString(6)).map(([start, rest]) => `${start}${rest}0001`);
    // stdnum accepts any four digits after the nine of a public body, as in 096627912 2001.
    const comparable = fc.oneof(company, body).filter((number) => number[2] !== '6' || number.endsWith('0001'));
    fc.assert(
      fc.property(comparable, (number) => {
        expect(checkRuc(number).kind === 'accept').toBe(oracle.validate(number).isValid);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('numbers of a natural person', () => {
  it('the RUC of a person is the cédula and 001, and the number of a domestic employer is the cédula and 000', () => {
    expect(rucOfNaturalPerson(cedula)).toBe('1710034065001');
    expect(domesticRuc(cedula)).toBe('1710034065000');
    expect(rucKind(domesticRuc(cedula))).toBe('domestic');
  });

  it('the cédula can be extracted from both numbers', () => {
    fc.assert(fc.property(naturalPersonRuc, (ruc) => parseCedula(ruc.slice(0, 10)).ok));
  });
});

describe('recognition of a RUC among thirteen digits', () => {
  it.each(['1790010937001', '1793213150001', '1790010937002', '1710034065000'])('recognises %s as a RUC', (number) => {
    expect(looksLikeRuc(number)).toBe(true);
  });

  it.each(['9999999999999', '1780010937001', '0090010937001', '1710034065'])(
    '%s is not recognised as a RUC',
    (number) => {
      expect(looksLikeRuc(number)).toBe(false);
    },
  );
});

describe('masked RUC', () => {
  it('the mask keeps the first two and the last six digits', () => {
    expect(maskRuc('1710034065001' as Ruc)).toBe('17•••••065001');
  });

  it('the masks of two companies of one province differ', () => {
    expect(maskRuc('1799999915001' as Ruc)).not.toBe(maskRuc('1799999942001' as Ruc));
  });

  it('the mask hides all digits in between', () => {
    fc.assert(
      fc.property(anyRuc, digitString(5), (ruc, other) => {
        expect(maskRuc(ruc)).toBe(maskRuc(`${ruc.slice(0, 2)}${other}${ruc.slice(-6)}` as Ruc));
      }),
    );
  });
});
