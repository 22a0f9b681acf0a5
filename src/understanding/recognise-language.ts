import { LOCALES, type Locale } from '../domain/locale';
import { extractLanguageFeatures, splitPlainWords } from './reading/language-features';
import { hasFeature, scoreLabels, softmax, type LinearModel } from './model/linear-model';

/** Fewer words settle no language, because names and words that both languages share are too frequent among them. */
const FEWEST_WORDS = 3;
/** Below this probability a text is not clearly in one language. */
const CLEAR = 0.8;

/** Returns the language in which a text is clearly written, if any. */
export type LanguageRecogniser = (text: string) => Locale | undefined;

/** Creates the recogniser. `unmistakable` has words for each language that no other language has: one of them is enough. */
export function createLanguageRecogniser(
  model: LinearModel,
  unmistakable: ReadonlyMap<Locale, ReadonlySet<string>>,
): LanguageRecogniser {
  return (text) => {
    const words = splitPlainWords(text);
    const probabilities = softmax(scoreLabels(model, extractLanguageFeatures(text)));
    const known = words.filter((word) => hasFeature(model, `word ${word}`)).length;
    return LOCALES.find((locale) => {
      const isCertain = words.some((word) => unmistakable.get(locale)?.has(word));
      const probability = probabilities[model.labels.indexOf(locale)] ?? 0;
      return probability >= CLEAR && (isCertain || known >= FEWEST_WORDS);
    });
  };
}
