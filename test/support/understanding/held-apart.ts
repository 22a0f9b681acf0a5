import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../../src/domain/locale';
import type { IntentModel } from '../../../src/understanding/intent-model';
import { INTENT_LABELS } from '../../../src/understanding/intent-labels';

const Label = z.enum([...INTENT_LABELS, 'none']);

/** One sentence that no example was written from, and what it means. `none`: no intent of the list. */
const Sentence = z.strictObject({
  text: z.string(),
  lang: z.enum(['es', 'en']),
  /** The prompt at which a person says it. */
  at: z.enum(['menu', 'document', 'foreigner', 'ruc', 'branch', 'review', 'code', 'link', 'done']),
  /** Several when they are equally good. */
  intent: z.union([Label.transform((label) => [label]), z.array(Label).min(2)]),
  polarity: z.enum(['plain', 'negated', 'contrast', 'question', 'reported']),
  numbers: z.boolean(),
});

export type HeldApartSentence = z.infer<typeof Sentence>;

/** Reads the sentences of one language. They were written by another author than the examples, who did not see those. */
export function readHeldApart(locale: Locale): readonly HeldApartSentence[] {
  const lines = readFileSync('test/support/understanding/held-apart.jsonl', 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => Sentence.parse(JSON.parse(line)))
    .filter(({ lang }) => LOCALES.find((each) => each.startsWith(lang)) === locale);
}

export interface Accuracy {
  /** Share of sentences with an intent whose most probable intent is right. */
  readonly right: number;
  /** Share of all sentences, including those without an intent, that are read wrongly with this probability or more. */
  readonly wrongAndConfident: number;
}

/** Measures a model on sentences. `confident` is the probability from which on a reading counts as confident. */
export function measureAccuracy(
  classify: IntentModel,
  sentences: readonly HeldApartSentence[],
  confident: number,
): Accuracy {
  let [right, withIntent, wrongAndConfident] = [0, 0, 0];
  for (const { intent: accepted, text } of sentences) {
    const [best] = classify(text);
    const isRight = best !== undefined && accepted.includes(best.intent);
    if (accepted.some((label) => label !== 'none')) {
      withIntent += 1;
      if (isRight) right += 1;
    }
    if (!isRight && best !== undefined && best.probability >= confident) wrongAndConfident += 1;
  }
  return { right: right / withIntent, wrongAndConfident: wrongAndConfident / sentences.length };
}
