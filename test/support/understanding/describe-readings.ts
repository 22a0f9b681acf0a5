import type { Locale } from '../../../src/domain/locale';
import type { IntentLabel } from '../../../src/understanding/intent-labels';
import type { Prompt } from '../../../src/understanding/prompts';
import { recogniser } from './recogniser';

/** Sentences that must be understood, and as one of the intents, at each of the prompts. */
export interface ExpectedReadings {
  readonly intents: readonly IntentLabel[];
  readonly prompts: readonly Prompt[];
  readonly sentences: readonly (readonly [text: string, locale: Locale])[];
}

/** Describes how sentences are read, by what a person does with them. */
export function describeReadings(readings: Readonly<Record<string, ExpectedReadings>>): void {
  describe.each(Object.entries(readings))('a person who %s', (_, { intents, prompts, sentences }) => {
    it.each(sentences)('is understood when writing "%s"', (text, locale) => {
      for (const prompt of prompts) {
        const { confidence, intent } = recogniser(text, prompt, locale);
        expect([prompt, intents.includes(intent), confidence === 'none']).toEqual([prompt, true, false]);
      }
    });
  });
}
