import { LOCALES, type Locale } from '../domain/locale';
import { loadIntentExamples } from './intent-examples';
import type { IntentLabel } from './intent-labels';
import { trainIntentModel, type IntentModel } from './intent-model';
import type { Prompt } from './prompts';

/** How a sentence is read. Holds nothing of its text. */
export interface Understanding {
  /** The most probable intent at this prompt. */
  readonly intent: IntentLabel;
  /** `sure`: act on it. `unsure`: the intent and `alternative` are close, so ask. `none`: not understood. */
  readonly confidence: 'sure' | 'unsure' | 'none';
  /** The second most probable intent. */
  readonly alternative: IntentLabel;
  /** 0 to 1, of `intent`. */
  readonly probability: number;
  /** `negative`: the sentence denies what its words name. `mixed`: it affirms and objects, as in "sí, pero…". */
  readonly polarity: 'positive' | 'negative' | 'mixed';
  readonly isQuestion: boolean;
  /** The sentence reports what somebody else, a page or a mail says. */
  readonly isReported: boolean;
  /** The language in which the sentence is clearly written, if any. */
  readonly language: Locale | undefined;
}

/** Reads a sentence that was typed at a prompt. Deterministic, and keeps nothing of the text. */
export type Recogniser = (text: string, prompt: Prompt, locale: Locale) => Understanding;

const SURE = 0.35;
const UNSURE = 0.15;

/** Creates the recogniser from the examples in `locales/intents/`. */
export function createRecogniser(): Recogniser {
  const models = new Map<Locale, IntentModel>(
    LOCALES.map((locale) => [locale, trainIntentModel(loadIntentExamples(locale))]),
  );
  return (text, _prompt, locale) => {
    const [first, second] = models.get(locale)?.(text) ?? [];
    if (first === undefined || second === undefined) throw new Error(`no intents in ${locale}`);
    return {
      intent: first.intent,
      alternative: second.intent,
      probability: first.probability,
      confidence: first.probability >= SURE ? 'sure' : first.probability >= UNSURE ? 'unsure' : 'none',
      polarity: 'positive',
      isQuestion: /[?¿]/.test(text),
      isReported: false,
      language: undefined,
    };
  };
}
