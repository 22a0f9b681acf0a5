import en from '../../locales/phrase-words.en.json';
import esEC from '../../locales/phrase-words.es-EC.json';
import { createPhraseBook } from '../../src/i18n/phrase-book';
import type { Random } from '../../src/ports/system';

describe.each([
  ['es-EC', esEC],
  ['en', en],
])('word list of security phrases in %s', (_locale, words) => {
  it('the word list has 256 distinct words, as many as in the other language', () => {
    expect(new Set(words).size).toBe(256);
    expect(words).toHaveLength(256);
  });

  it('the word list has single lower-case words that are short enough to read out', () => {
    expect(words.filter((word) => !/^[a-záéíóúüñ]{3,10}$/.test(word))).toEqual([]);
  });

  it('the word list has no two words that differ by one typing error', () => {
    const close = words.flatMap((word, i) => words.slice(i + 1).filter((other) => isOneSlipAway(word, other)));
    expect(close).toEqual([]);
  });
});

describe('security phrase', () => {
  it('a security phrase consists of two different words for any random draw', () => {
    for (const [first, second] of [
      [0, 0],
      [255, 254],
      [255, 0],
      [7, 100],
    ] as const) {
      const words = createPhraseBook(drawing(first, second)).draw('en').split(' ');
      expect(words).toHaveLength(2);
      expect(new Set(words).size).toBe(2);
      expect(words.every((word) => en.includes(word))).toBe(true);
    }
  });

  it('a security phrase is in the requested language', () => {
    expect(createPhraseBook(drawing(0, 0)).draw('es-EC')).toBe(`${String(esEC[0])} ${String(esEC[1])}`);
  });

  it('a security phrase can be any pair of words', () => {
    const pairs = new Set<string>();
    for (let first = 0; first < 256; first += 1) {
      for (let second = 0; second < 255; second += 1) pairs.add(createPhraseBook(drawing(first, second)).draw('en'));
    }
    expect(pairs.size).toBe(256 * 255);
  });
});

function drawing(...draws: number[]): Random {
  return {
    below(limit) {
      const draw = draws.shift() ?? 0;
      if (draw >= limit) throw new Error(`${String(draw)} is not below ${String(limit)}`);
      return draw;
    },
    digits: (count) => '0'.repeat(count),
    token: () => 'token',
    uuid: () => '3f0c5f3e-6f0f-4d59-9d8c-6a1f2f8a7b10',
  };
}

function isOneSlipAway(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  const at = Array.from(long).findIndex((letter, i) => letter !== short[i]);
  return short.length === long.length
    ? short.slice(at + 1) === long.slice(at + 1)
    : short.slice(at) === long.slice(at + 1);
}
