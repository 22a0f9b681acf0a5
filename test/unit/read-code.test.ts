import fc from 'fast-check';
import { readCode } from '../../src/domain/reading/read-code';
import { anyText, companyRuc, digitString, validCedula } from '../support/recovery/arbitraries';

describe('code in a message', () => {
  it.each([
    '123456',
    ' 123 456 ',
    'mi código es 123 456',
    'mi código es: 123456.',
    '123-456',
    '123.456',
    '1 2 3 4 5 6',
    '１２３４５６',
    '١٢٣ ٤٥٦',
    '12\u200B3456',
    'llegó a las 10:30, es 123456 gracias 👍',
    'my code is 123456',
  ])('reads the code from %j', (text) => {
    expect(readCode(text, 6)).toBe('123456');
  });

  it.each([
    '',
    'no me llega',
    '12345',
    '1234567',
    '123 4567',
    '123456 654321',
    '123 456 o 654 321',
    'G-1234567',
    'abc123456',
    '1710034065',
    '171003-4065',
    '171 003 406 5',
    '1790010937001',
    '179001 0937001',
    '12345O',
  ])('reads no code from %j', (text) => {
    expect(readCode(text, 6)).toBeUndefined();
  });

  it('keeps leading zeros of a code', () => {
    expect(readCode('000 042', 6)).toBe('000042');
  });

  it('reads only codes of the configured length', () => {
    expect([6, 7, 8].map((length) => readCode('1234567', length))).toEqual([undefined, '1234567', undefined]);
    expect(readCode('1234 5678', 8)).toBe('12345678');
  });

  it('reads any code alone, grouped and inside a sentence', () => {
    fc.assert(
      fc.property(digitString(6), (code) => {
        const grouped = `${code.slice(0, 3)} ${code.slice(3)}`;
        const texts = [code, grouped, `Mi código es ${grouped}, gracias`];
        expect(texts.map((text) => readCode(text, 6))).toEqual([code, code, code]);
      }),
    );
  });

  it('reads no code from a cédula or RUC, however it is grouped', () => {
    const number = fc.oneof(validCedula, companyRuc);
    const grouped = fc
      .tuple(number, fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }))
      .map(([text, cuts]) => Array.from(text, (digit, place) => (cuts.includes(place) ? `-${digit}` : digit)).join(''));
    fc.assert(fc.property(grouped, fc.constantFrom(6, 7, 8), (text, length) => readCode(text, length) === undefined));
  });

  it('returns only typed digits and never throws', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(6, 7, 8), (text, length) => {
        const code = readCode(text, length);
        const typed = text.normalize('NFKC').replace(/\P{Nd}/gu, '');
        expect(code === undefined || Array.from(typed).length >= length).toBe(true);
        expect(code ?? '0'.repeat(length)).toMatch(new RegExp(`^\\d{${String(length)}}$`));
      }),
    );
  });
});
