import type { Locale } from '../domain/locale';
import { createScoreInterpreter, type Scores } from './interpret-scores';
import { hasFeature, scoreLabels, softmax, type LinearModel } from './model/linear-model';
import type { Prompt } from './prompts';
import { loadLanguageWords } from './reading/language-words';
import type { Signals } from './reading/signals';
import { createTextReader, type Meaning } from './reading/text-reader';

/** What a text may mean. */
export interface Meanings {
  /** All meanings, the most probable one first. */
  readonly meanings: readonly { readonly meaning: Meaning; readonly probability: number }[];
  readonly signals: Signals;
  /** Whether the text has a letter or a symbol that stands for words. Numbers alone mean nothing without the prompt's own reading. */
  readonly hasWord: boolean;
  /** Whether a word of the text is among the examples. */
  readonly hasKnownWord: boolean;
}

/** Creates the function that weighs what a text in one language means at a prompt. */
export function createMeaningReader(locale: Locale, model: LinearModel): (text: string, prompt: Prompt) => Meanings {
  const read = createTextReader(locale);
  const interpret = createScoreInterpreter(loadLanguageWords(locale));
  return (text, prompt) => {
    const reading = read(text);
    const values = scoreLabels(model, reading.features);
    const scores: Scores = new Map(model.labels.map((label, index) => [label as Meaning, values[index] ?? 0]));
    interpret(scores, reading, prompt);
    const probabilities = softmax(Float64Array.from(scores.values()));
    const meanings = Array.from(scores.keys(), (meaning, index) => ({
      meaning,
      probability: probabilities[index] ?? 0,
    }));
    return {
      meanings: meanings.sort((a, b) => b.probability - a.probability),
      signals: reading.signals,
      hasWord: reading.sentence.words.some((word) => /\p{L}/u.test(word)),
      hasKnownWord: reading.sentence.words.some((word) => hasFeature(model, `word ${word}`)),
    };
  };
}
