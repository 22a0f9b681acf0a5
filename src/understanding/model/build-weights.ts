import { LOCALES, type Locale } from '../../domain/locale';
import { ELLIPTIC_MEANINGS } from '../elliptic-meanings';
import { loadIntentExamples } from '../intent-examples';
import { loadOtherLanguages } from '../other-languages';
import { extractLanguageFeatures } from '../reading/language-features';
import { loadLanguageWords } from '../reading/language-words';
import { createTextReader, type Meaning } from '../reading/text-reader';
import type { LinearModel } from './linear-model';
import { trainLinearModel } from './train';
import { encodeModels, LANGUAGE_MODEL } from './weights-file';

/** Trains all models from the examples in `locales/`, and returns them as one file. Takes some seconds. */
export function buildWeights(): Uint8Array {
  const models = new Map<string, LinearModel>(LOCALES.map((locale) => [locale, trainIntents(locale)]));
  models.set(LANGUAGE_MODEL, trainLanguages());
  return encodeModels(models);
}

function trainIntents(locale: Locale): LinearModel {
  const read = createTextReader(locale);
  const { elliptic, unrelated } = loadLanguageWords(locale);
  const sentences: readonly { readonly intent: Meaning; readonly text: string }[] = [
    ...loadIntentExamples(locale),
    ...ELLIPTIC_MEANINGS.flatMap((intent) => elliptic[intent].map((text) => ({ intent, text }))),
    ...unrelated.map((text) => ({ intent: 'unrelated' as const, text })),
  ];
  const samples = sentences.map(({ intent, text }) => ({ label: intent, features: read(text).features }));
  // What occurs once is mostly noise, except a word.
  return trainLinearModel(samples, { fewestSamples: (feature) => (/^(word |#)/.test(feature) ? 1 : 2) });
}

function trainLanguages(): LinearModel {
  const sentences: readonly { readonly language: string; readonly text: string }[] = [
    ...LOCALES.flatMap((language) => loadIntentExamples(language).map(({ text }) => ({ language, text }))),
    ...loadOtherLanguages(),
  ];
  const samples = sentences.map(({ language, text }) => ({ label: language, features: extractLanguageFeatures(text) }));
  return trainLinearModel(samples, { fewestSamples: () => 2 });
}
