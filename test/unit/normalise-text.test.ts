import fc from 'fast-check';
import { foldText, normaliseCommand, truncateAndFold } from '../../src/domain/reading/normalise-text';
import { anyText } from '../support/recovery/arbitraries';

describe('normalised command words', () => {
  it.each([
    ['¡Cancelar!', 'cancelar'],
    ['  CANCELAR  ', 'cancelar'],
    ['«Atrás»…', 'atras'],
    ['Español', 'espanol'],
    ['espan\u0303ol', 'espanol'],
    ['can\u200Bcelar', 'cancelar'],
    ['\u200Fayuda\u200E', 'ayuda'],
    ['servicio\u00A0  doméstico.', 'servicio domestico'],
    ['servicio\ndoméstico', 'servicio domestico'],
    ['ｃａｎｃｅｌａｒ', 'cancelar'],
    ['cancelar 🙏🏽', 'cancelar'],
    ['¿no me llega?', 'no me llega'],
    ["I can't use it", "i can't use it"],
    ['٣', '3'],
    ['', ''],
    ['¿?', ''],
    ['👍', ''],
    ['¡a!', 'a'],
  ])('normalises %j to %j', (text, words) => {
    expect(normaliseCommand(text)).toBe(words);
  });

  it('normalised words do not change when they are normalised again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseCommand(normaliseCommand(text))).toBe(normaliseCommand(text));
      }),
    );
  });

  it('a text is normalised to its end, so that a long message never matches by its beginning', () => {
    expect(normaliseCommand(`cancelar ${'.'.repeat(5_000)} no`)).toMatch(/^cancelar .* no$/);
  });

  it('words are found in linear time between any amount of punctuation', () => {
    const start = performance.now();
    const words = normaliseCommand(`!a${'.'.repeat(200_000)}a!`);
    // A scan from each dot to the end would take over ten seconds.
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(words).toHaveLength(200_002);
  });
});

describe('folded text', () => {
  it('folds the digits of every script to ASCII', () => {
    const scripts = Intl.supportedValuesOf('numberingSystem').map((system) =>
      Array.from({ length: 10 }, (_, digit) =>
        new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(digit),
      ),
    );
    // Some numeral systems, such as the Roman one, have no decimal digits.
    const positional = scripts.filter((script) => script.every((digit) => /^\p{Nd}$/u.test(digit)));
    expect(positional.length).toBeGreaterThan(40);
    expect(positional.map((script) => foldText(script.join('')))).toEqual(positional.map(() => '0123456789'));
  });

  it.each([
    ['１７１００３４０６５', '1710034065'],
    ['171\u00AD003\u200D4065', '1710034065'],
    ['ﬁn', 'fin'],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe('readable text', () => {
  it('a readable text of up to 1,000 characters is kept whole', () => {
    const message = 'x'.repeat(1_000);
    expect(truncateAndFold(message)).toBe(message);
  });

  it('a longer text is cut before the word at the limit', () => {
    const start = 'x '.repeat(496);
    expect(truncateAndFold(`${start}1710034065`)).toBe(start);
    expect(truncateAndFold(`${start}17100340 65`)).toBe(`${start}17100340 `);
    expect(truncateAndFold('1'.repeat(1_001))).toBe('');
  });
});
