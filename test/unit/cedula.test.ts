import fc from 'fast-check';
import { ci as oracle } from 'stdnum/lib/cjs/ec';
import { parseCedula, checkCedula } from '../../src/domain/claim/cedula';
import { digitString, cedulaWithWrongCheckDigit, validCedula } from '../support/recovery/arbitraries';

describe('cédula', () => {
  it.each(['1710034065', '0102030400', '2400000002', '3045678905', '1761234564'])('accepts the cédula %s', (number) => {
    expect(checkCedula(number)).toEqual({ kind: 'accept', value: number });
  });

  it.each([
    ['', 'length'],
    ['171003406', 'length'],
    ['17100340650', 'length'],
    ['171003406S', 'letters'],
    ['171003406-5', 'letters'],
    [' 1710034065', 'letters'],
    ['١٧١٠٠٣٤٠٦٥', 'letters'],
    ['0010034065', 'province'],
    ['2510034065', 'province'],
    ['2910034065', 'province'],
    ['3110034065', 'province'],
    ['9910034065', 'province'],
    ['1770034065', 'third-digit'],
    ['1790010937', 'third-digit'],
  ])('rejects the cédula %j: %s', (text, fault) => {
    expect(checkCedula(text)).toEqual({ kind: 'refuse', fault });
    expect(parseCedula(text)).toEqual({ ok: false, reason: fault });
  });

  it('asks for confirmation of a cédula of province 50, which only one library knows', () => {
    expect(checkCedula('5010034065')).toEqual({ kind: 'confirm', value: '5010034065', doubt: 'province' });
    expect(parseCedula('5010034065')).toEqual({ ok: false, reason: 'province' });
  });

  it('marks a cédula as proven only when there is no doubt, and keeps the doubtful number', () => {
    expect(checkCedula('1710034066')).toEqual({ kind: 'confirm', value: '1710034066', doubt: 'check-digit' });
    expect(parseCedula('1710034066')).toEqual({ ok: false, reason: 'check-digit' });
    expect(parseCedula('1710034065')).toEqual({ ok: true, value: '1710034065' });
  });

  it('accepts every cédula with a right check digit, and asks about every one with a wrong check digit', () => {
    fc.assert(fc.property(validCedula, (number) => checkCedula(number).kind === 'accept'));
    fc.assert(fc.property(cedulaWithWrongCheckDigit, (number) => checkCedula(number).kind === 'confirm'));
  });

  it('agrees with stdnum on any ten digits except for province 50', () => {
    fc.assert(
      fc.property(digitString(10), (number) => {
        const isValid = oracle.validate(number).isValid && !number.startsWith('50');
        expect(checkCedula(number).kind === 'accept').toBe(isValid);
      }),
      { numRuns: 2_000 },
    );
  });
});
