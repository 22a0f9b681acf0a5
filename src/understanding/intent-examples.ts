import { z } from 'zod';
import en from '../../locales/intents/en.json';
import esEC from '../../locales/intents/es-EC.json';
import type { Locale } from '../domain/locale';
import { INTENT_LABELS, type IntentLabel } from './intent-labels';

export interface IntentExample {
  readonly intent: IntentLabel;
  readonly text: string;
}

/** Fewer examples of an intent do not show how meanings vary. */
const FEWEST = 20;

/** The format of `locales/intents/*.json`, checked when it is loaded, because people without a compiler edit these files. */
const ExamplesFile = z.record(z.enum(INTENT_LABELS), z.array(z.string().trim().min(1).max(300)).min(FEWEST));

const FILES: Readonly<Record<Locale, unknown>> = { 'es-EC': esEC, en };

/** Returns the examples of a language. @throws ZodError that names the intent when the file breaks its format */
export function loadIntentExamples(locale: Locale): readonly IntentExample[] {
  const examples = ExamplesFile.parse(FILES[locale]);
  return INTENT_LABELS.flatMap((intent) => examples[intent].map((text) => ({ intent, text })));
}
