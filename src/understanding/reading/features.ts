import type { LanguageWords } from './language-words';
import type { Sentence } from './sentence';
import { createNegationFinder, NEGATION_REACH, type Signals } from './signals';
import { soundOf } from './sound';

/** Character n-grams of these lengths survive typos, which change whole words. */
const SHORTEST = 3;
const LONGEST = 5;
/** Weight of a character n-gram beside a word: a word has many of them. */
const NGRAM_WEIGHT = 0.5;

/** The weighted features of a sentence. */
export type Features = ReadonlyMap<string, number>;

export type FeatureExtractor = (sentence: Sentence, signals: Signals) => Features;

/**
 * Creates a function that returns the features of a sentence: words, how they sound, their concepts, sequences and pairs with a gap of both,
 * what is denied, character n-grams, and the signals.
 */
export function createFeatureExtractor(language: LanguageWords): FeatureExtractor {
  const conceptOf = new Map(
    Object.entries(language.concepts).flatMap(([concept, words]) =>
      words.map((word) => [word, `#${concept}`] as const),
    ),
  );
  const findNegations = createNegationFinder(language);

  return ({ clauses, words }, signals) => {
    const features = new Map<string, number>();
    const concepts = words.map((word) => conceptOf.get(word) ?? word);
    addWords(features, words);
    addSequences(features, words, '');
    addSequences(features, concepts, 'c');
    for (const concept of concepts) if (concept.startsWith('#')) features.set(concept, 1);
    for (const clause of clauses) {
      for (const at of findNegations(clause))
        for (const word of clause.slice(at + 1, at + 1 + NEGATION_REACH))
          features.set(`not ${conceptOf.get(word) ?? word}`, 0.7);
    }
    addSignals(features, signals, words.length);
    return features;
  };
}

function addWords(features: Map<string, number>, words: readonly string[]): void {
  for (const word of words) {
    features.set(`word ${word}`, 1);
    features.set(`sound ${soundOf(word)}`, 0.7);
    const bounded = `<${word}>`;
    for (let length = SHORTEST; length <= LONGEST; length++)
      for (let start = 0; start + length <= bounded.length; start++)
        features.set(`part ${bounded.slice(start, start + length)}`, NGRAM_WEIGHT);
  }
}

function addSequences(features: Map<string, number>, words: readonly string[], kind: string): void {
  words.forEach((word, index) => {
    const [previous = '^', beforePrevious = '^'] = [words[index - 1], words[index - 2]];
    features.set(`${kind}pair ${previous} ${word}`, 1);
    features.set(`${kind}gap ${beforePrevious} ${word}`, 0.7);
    if (index > 1) features.set(`${kind}three ${beforePrevious} ${previous} ${word}`, 0.7);
  });
  features.set(`${kind}last ${words.at(-1) ?? ''}`, 0.7);
}

function addSignals(features: Map<string, number>, signals: Signals, wordCount: number): void {
  features.set(`polarity ${signals.polarity}`, 1);
  features.set(`question ${signals.isQuestion ? 'yes' : 'no'}`, 1);
  if (signals.isReported) features.set('reported', 1);
  features.set(`length ${Math.min(3, Math.ceil(wordCount / 2))}`, 0.7);
}
