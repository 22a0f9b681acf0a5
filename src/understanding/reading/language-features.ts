import { foldText, stripDiacritics } from '../../domain/reading/normalise-text';
import type { Features } from './features';

/** Returns the features by which languages are told apart: words, and the beginnings and ends of words, which typos rarely hit. */
export function extractLanguageFeatures(text: string): Features {
  const features = new Map<string, number>();
  for (const word of splitPlainWords(text)) {
    features.set(`word ${word}`, 1);
    const bounded = `<${word}>`;
    for (const length of [2, 3]) {
      for (let start = 0; start + length <= bounded.length; start++)
        features.set(`part ${bounded.slice(start, start + length)}`, 0.3);
    }
  }
  return features;
}

/** Returns the words of a text without numbers, in lower case and without accents and apostrophes. */
export const splitPlainWords = (text: string): readonly string[] =>
  stripDiacritics(foldText(text))
    .replace(/['’]/gu, '')
    .match(/\p{L}+/gu) ?? [];
