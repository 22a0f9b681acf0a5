import { LOCALES, type Locale } from '../domain/locale';
import { extractLanguageFeatures, splitPlainWords } from './reading/language-features';
import { hasFeature, scoreLabels, softmax, type LinearModel } from './model/linear-model';

/** Fewer words settle no language, because names and words that both languages share are too frequent among them. */
const FEWEST_WORDS = 3;
/** Below this probability a text is not clearly in one language. */
const CLEAR = 0.8;
/** The same for a text with a word that no other language has. */
const CLEAR_WITH_WORD = 0.7;
/** From this probability on a text is in a language that this service does not speak. Held-apart Spanish and English stays below 0.51. */
const CLEARLY_OTHER = 0.6;

/** `other`: a language that this service does not speak. Undefined when a text is not clearly in one language. */
export type WrittenLanguage = Locale | 'other' | undefined;

/** Returns the language in which a text is clearly written, if any. */
export type LanguageRecogniser = (text: string) => WrittenLanguage;

/** Creates the recogniser. `unmistakable` has words for each language that no other language has: one of them is enough. */
export function createLanguageRecogniser(
  model: LinearModel,
  unmistakable: ReadonlyMap<Locale, ReadonlySet<string>>,
): LanguageRecogniser {
  return (text) => {
    const words = splitPlainWords(text);
    const probabilities = softmax(scoreLabels(model, extractLanguageFeatures(text)));
    const probabilityOf = (language: string): number => probabilities[model.labels.indexOf(language)] ?? 0;
    const hasUnmistakable = (locale: Locale): boolean => words.some((word) => unmistakable.get(locale)?.has(word));
    const spoken = LOCALES.reduce((sum, locale) => sum + probabilityOf(locale), 0);
    if (1 - spoken >= CLEARLY_OTHER && !LOCALES.some(hasUnmistakable)) return 'other';
    const known = words.filter((word) => hasFeature(model, `word ${word}`)).length;
    return LOCALES.find((locale) => {
      const share = probabilityOf(locale) / spoken;
      return hasUnmistakable(locale) ? share >= CLEAR_WITH_WORD : share >= CLEAR && known >= FEWEST_WORDS;
    });
  };
}
