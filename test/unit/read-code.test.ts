import fc from 'fast-check';
import { readCode, readIncompleteCode } from '../../src/domain/reading/read-code';
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
    '123456 123456',
    '<tel:123456|123456>',
    '123456<tel:123456>',
    'uno dos tres cuatro cinco seis',
    'one, two, three, four, five, six',
    'mi código es uno dos tres, cuatro cinco seis',
    '1,2,3,4,5,6',
    '123\t456',
    '123\n456',
    '123/456',
    '123_456',
    '123·456',
    '123 y 456',
    '654321, perdón, 123456',
    'es 123456, mi celular 0991234567',
    'son las 10 y 45 y el código es 123456',
    'llegó el 15/01/26 y dice 123456',
    'IESS: su código es 123456. Vence a las 10:45 del 15/01/2026. RUC 17•••••915001. ¿Dudas? Llame al +593 2 394 5666.',
  ])('reads the code from %j', (text) => {
    expect(readCode(text, 6)?.code).toBe('123456');
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
    'llegó el 15/01/26',
    'son las 10 y 45 y no llega',
    '123 o 456',
    '123 456 o 654321',
    '123456, 654 321',
    '123, 45, 6789',
    'doce treinta y cuatro cincuenta y seis',
    'mi teléfono es 123456',
    '123456 no funciona',
    'tengo el 123456 pero dice que caducó',
    '123456 has expired',
    'el código no es 123456',
    'no ponga 123456',
    'ya no sirve el código 123456',
    'el código 123456 no me funciona',
    "I don't want to use code 123456",
    'yo no pedí el código 123456',
  ])('reads no code from %j', (text) => {
    expect(readCode(text, 6)).toBeUndefined();
  });

  it.each([
    'mi código es 123456.',
    'aquí está: 123 456, gracias',
    'sí, ya me llegó, es 123456',
    'código de verificación 123456',
    'el codigo q me mandaron es 123456',
    'a ver, espere, ya: 123456',
    'el que me dieron dice 123456',
    'I got this one: 123456',
    'son las 10 y 45 y es 123456',
    '654321, perdón, 123456',
    'here it is: 123 456',
    'the code I got is 123456',
    'Me llegó esto:\n\n  123 456\n\n¿No lo pidió usted? Llame al IESS.',
  ])('the code in %j is given', (text) => {
    expect(readCode(text, 6)).toEqual({ code: '123456', isGiven: true });
  });

  it.each([
    'creo que era 123456 pero no estoy seguro',
    'el anterior era 123456',
    '¿el 123456 todavía sirve?',
    '¿es 123456?',
    '654321 no funciona y 123456',
    '123456?',
    '123456, ¿cuánto dura?',
    'es 123456 o no',
    'me salía 123456 ayer',
    'me piden que les dé el código 123456',
    'no sé si es 123456',
    'maybe it is 123456',
    'is 123456 still valid',
    'the old one was 123456',
    'si es 123456 me confirma',
  ])('the code in %j is only mentioned', (text) => {
    expect(readCode(text, 6)).toEqual({ code: '123456', isGiven: false });
  });

  it.each([
    ['12345', '12345'],
    ['1234567', '1234567'],
    ['123 45', '12345'],
    ['mi código es 1234567', '1234567'],
    ['uno dos tres cuatro cinco', '12345'],
    ['12345 12345', '12345'],
    ['123456', undefined],
    ['12', undefined],
    ['', undefined],
    ['12345 o 1234', undefined],
    ['1710034065', undefined],
    ['123456 o 654321', undefined],
    ['son las 10:45', undefined],
    ['mi celular es 0991234567', undefined],
  ])('the incomplete code in %j is %p', (text, digits) => {
    expect(readIncompleteCode(text, 6)).toBe(digits);
  });

  it('keeps leading zeros of a code', () => {
    expect(readCode('000 042', 6)?.code).toBe('000042');
  });

  it('reads only codes of the configured length', () => {
    expect([6, 7, 8].map((length) => readCode('1234567', length)?.code)).toEqual([undefined, '1234567', undefined]);
    expect(readCode('1234 5678', 8)?.code).toBe('12345678');
  });

  it('reads any code alone, grouped and inside a sentence', () => {
    fc.assert(
      fc.property(digitString(6), (code) => {
        const grouped = `${code.slice(0, 3)} ${code.slice(3)}`;
        const texts = [code, grouped, `Mi código es ${grouped}, gracias`];
        expect(texts.map((text) => readCode(text, 6))).toEqual(texts.map(() => ({ code, isGiven: true })));
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
        const code = readCode(text, length)?.code;
        const typed = text.normalize('NFKC').replace(/\P{Nd}/gu, '');
        expect(code === undefined || Array.from(typed).length >= length).toBe(true);
        expect(code ?? '0'.repeat(length)).toMatch(new RegExp(`^\\d{${String(length)}}$`));
      }),
    );
  });
});
