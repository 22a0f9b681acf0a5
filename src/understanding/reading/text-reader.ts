import type { Locale } from '../../domain/locale';
import { INTENT_LABELS, type IntentLabel } from '../intent-labels';
import { ELLIPTIC_MEANINGS, type EllipticMeaning } from '../elliptic-meanings';
import { createFeatureExtractor, type Features } from './features';
import { loadLanguageWords } from './language-words';
import { createSentenceReader, type Sentence } from './sentence';
import { createSignalReader, type Signals } from './signals';

/** What a sentence means: an intent, an elliptic sentence that only the prompt completes, or nothing that this service is about. */
export type Meaning = IntentLabel | EllipticMeaning | 'unrelated';

export const MEANINGS: readonly Meaning[] = [...INTENT_LABELS, ...ELLIPTIC_MEANINGS, 'unrelated'];

/** A text, read by the words of a language. */
export interface Reading {
  readonly sentence: Sentence;
  readonly signals: Signals;
  readonly features: Features;
}

/** Creates the function that reads texts of a language. Training and recognition read in the same way. */
export function createTextReader(locale: Locale): (text: string) => Reading {
  const words = loadLanguageWords(locale);
  const [readSentence, readSignals, extractFeatures] = [
    createSentenceReader(words),
    createSignalReader(words),
    createFeatureExtractor(words),
  ];
  return (text) => {
    const sentence = readSentence(text);
    const signals = readSignals(sentence);
    return { sentence, signals, features: extractFeatures(sentence, signals) };
  };
}
