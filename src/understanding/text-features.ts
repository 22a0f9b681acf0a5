import { foldText, stripDiacritics } from '../domain/reading/normalise-text';

/** Character n-grams of these lengths survive typos, which change whole words. */
const SHORTEST = 3;
const LONGEST = 5;
/** Weight of a character n-gram beside a word: a word has many of them. */
const NGRAM_WEIGHT = 0.5;

/**
 * Returns the weighted features of a text: words, sequences of two and three words, pairs with one word between them, the first word, and
 * character n-grams. Case, accents and punctuation do not count, and every number is the same number, so that no digits of a person are
 * kept. A question mark is a feature.
 */
export function extractFeatures(text: string): ReadonlyMap<string, number> {
  const folded = foldForFeatures(text);
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const features = new Map<string, number>();
  words.forEach((word, index) => {
    const [previous, beforePrevious] = [words[index - 1], words[index - 2]];
    features.set(`word ${word}`, 1);
    features.set(`gap ${beforePrevious ?? '^'} ${word}`, 1);
    if (previous !== undefined) features.set(`pair ${previous} ${word}`, 1);
    if (beforePrevious !== undefined) features.set(`three ${beforePrevious} ${previous} ${word}`, 1);
    addCharacterNgrams(features, `<${word}>`);
  });
  features.set(`first ${words[0] ?? ''}`, 1);
  if (words.length <= 2) features.set('short', 1);
  if (/[?¿]/.test(folded)) features.set('question', 1);
  return features;
}

function addCharacterNgrams(features: Map<string, number>, word: string): void {
  for (let length = SHORTEST; length <= LONGEST; length++)
    for (let start = 0; start + length <= word.length; start++)
      features.set(`part ${word.slice(start, start + length)}`, NGRAM_WEIGHT);
}

/** Shortens letters that are repeated for emphasis, such as `holaaaa`, to two. */
const foldForFeatures = (text: string): string =>
  stripDiacritics(foldText(text))
    .replace(/(.)\1{2,}/gu, '$1$1')
    .replace(/\p{N}+/gu, '0');
