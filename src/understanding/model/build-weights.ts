import { LOCALES, type Locale } from '../../domain/locale';
import { loadIntentExamples } from '../intent-examples';
import { extractLanguageFeatures } from '../reading/language-features';
import { loadLanguageWords } from '../reading/language-words';
import { createTextReader } from '../reading/text-reader';
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
  const unrelated = loadLanguageWords(locale).unrelated.map((text) => ({ intent: 'unrelated', text }));
  const samples = [...loadIntentExamples(locale), ...unrelated].map(({ intent, text }) => ({
    label: intent,
    features: read(text).features,
  }));
  // Parts and sounds that occur once are mostly noise.
  return trainLinearModel(samples, { fewestSamples: (feature) => (/^(part|sound) /.test(feature) ? 2 : 1) });
}

function trainLanguages(): LinearModel {
  const samples = LOCALES.flatMap((locale) =>
    loadIntentExamples(locale).map(({ text }) => ({ label: locale, features: extractLanguageFeatures(text) })),
  );
  return trainLinearModel(samples, { fewestSamples: () => 2 });
}
