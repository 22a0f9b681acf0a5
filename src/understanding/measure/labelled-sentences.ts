import { z } from 'zod';
import { INTENT_LABELS } from '../intent-labels';
import { PROMPTS } from '../prompts';

const Label = z.enum([...INTENT_LABELS, 'none']);

/** A sentence that no example was written from, and what it means. `none`: no intent of the list. */
const Sentence = z.strictObject({
  text: z.string(),
  lang: z.enum(['es', 'en']).transform((lang) => (lang === 'es' ? ('es-EC' as const) : lang)),
  /** The prompt at which a person says it. */
  at: z.enum(PROMPTS),
  /** Several when they are equally good. */
  intent: z.union([Label.transform((label) => [label]), z.array(Label).min(2)]),
  polarity: z.enum(['plain', 'negated', 'contrast', 'question', 'reported']),
  numbers: z.boolean(),
});

export type LabelledSentence = z.infer<typeof Sentence>;

/** Parses sentences that stand one a line, as JSON. @throws ZodError when one breaks the format */
export const parseLabelledSentences = (lines: string): readonly LabelledSentence[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => Sentence.parse(JSON.parse(line)));
