import type { IntentLabel } from '../intent-labels';
import type { Recogniser, Understanding } from '../recogniser';
import type { LabelledSentence } from './labelled-sentences';

/** A sentence with what it means and how it was read. */
export interface LabelledReading {
  readonly sentence: LabelledSentence;
  readonly understanding: Understanding;
  readonly isRight: boolean;
}

/** Shares of sentences, 0 to 1. */
export interface Accuracy {
  /** Of the sentences with an intent: those whose intent is right, whatever the confidence. */
  readonly right: number;
  /** Of the sentences with an intent: those that are read rightly and with confidence `sure`. */
  readonly rightAndSure: number;
  /** Of all sentences, with or without an intent: those that are read wrongly and with confidence `sure`. */
  readonly wrongAndSure: number;
  /** Of the sentences with an intent: those with confidence `unsure` whose intent or alternative is right. */
  readonly unsureAndOffered: number;
}

/** Reads each sentence at its prompt, in its language. */
export const readSentences = (
  recognise: Recogniser,
  sentences: readonly LabelledSentence[],
): readonly LabelledReading[] =>
  sentences.map((sentence) => {
    const understanding = recognise(sentence.text, sentence.at, sentence.lang);
    return { sentence, understanding, isRight: sentence.intent.includes(understanding.intent) };
  });

/** Whether the sentence has an intent. */
const hasIntent = ({ sentence }: LabelledReading): boolean => sentence.intent.some((label) => label !== 'none');

export function measureAccuracy(readings: readonly LabelledReading[]): Accuracy {
  const meant = readings.filter(hasIntent);
  const isSure = ({ understanding }: LabelledReading): boolean => understanding.confidence === 'sure';
  return {
    right: share(meant, ({ isRight }) => isRight),
    rightAndSure: share(meant, (reading) => reading.isRight && isSure(reading)),
    wrongAndSure: share(readings, (reading) => !reading.isRight && isSure(reading)),
    unsureAndOffered: share(meant, ({ isRight, sentence, understanding }) => {
      return understanding.confidence === 'unsure' && (isRight || sentence.intent.includes(understanding.alternative));
    }),
  };
}

export interface IntentAccuracy {
  readonly intent: IntentLabel;
  readonly sentences: number;
  /** Share of the sentences read as this intent that mean it. Undefined when none is read so. */
  readonly precision: number | undefined;
  /** Share of the sentences with this intent that are read so. */
  readonly recall: number;
}

/** Returns precision and recall of each intent that the sentences have, in alphabetical order. */
export function measureIntents(readings: readonly LabelledReading[]): readonly IntentAccuracy[] {
  const meant = readings.filter(hasIntent);
  const intents = new Set(meant.flatMap(({ sentence }) => sentence.intent.slice(0, 1)));
  return [...intents]
    .filter((intent) => intent !== 'none')
    .sort()
    .map((intent) => {
      const expected = meant.filter(({ sentence }) => sentence.intent[0] === intent);
      const given = meant.filter(({ understanding }) => understanding.intent === intent);
      return {
        intent,
        sentences: expected.length,
        precision: given.length === 0 ? undefined : share(given, ({ isRight }) => isRight),
        recall: share(expected, ({ isRight }) => isRight),
      };
    });
}

/** Returns what is read wrongly most often, as `cancel read as back`, with its count. */
export function countConfusions(readings: readonly LabelledReading[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { isRight, sentence, understanding } of readings.filter(hasIntent)) {
    const confusion = `${sentence.intent[0] ?? ''} read as ${understanding.intent}`;
    if (!isRight) counts.set(confusion, (counts.get(confusion) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

const share = <Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number =>
  items.length === 0 ? 0 : items.filter(isCounted).length / items.length;
