import { z } from 'zod';
import en from '../../../locales/understanding/en.json';
import esEC from '../../../locales/understanding/es-EC.json';
import type { Locale } from '../../domain/locale';
import { ELLIPTIC_MEANINGS } from '../elliptic-meanings';
import { INTENT_LABELS } from '../intent-labels';

/** Words as they stand after reading: lower case, without diacritics. A phrase has single spaces. */
const Phrases = z.array(z.string().regex(/^[a-z0-9ñ -]+$/)).min(1);

const Sentences = z.array(z.string().trim().min(1)).min(1);

/** The format of `locales/understanding/*.json`. locales/understanding/README.md describes each field. */
const LanguageFile = z.strictObject({
  symbols: z.record(z.string(), z.string()),
  spellings: z.record(z.string(), z.string()),
  concepts: z.record(z.string(), Phrases),
  fillers: Phrases,
  negations: Phrases,
  harmlessNegations: Phrases,
  affirmations: Phrases,
  contrasts: Phrases,
  adversatives: Phrases,
  objections: Phrases,
  questionWords: Phrases,
  questionOpeners: Phrases,
  connectives: Phrases,
  questionEnds: Phrases,
  reporters: Phrases,
  denials: z.array(
    z.strictObject({
      words: Phrases,
      of: z.enum(INTENT_LABELS),
      means: z.enum([...INTENT_LABELS, 'unrelated']),
      identifying: z.literal(true).optional(),
    }),
  ),
  assertions: z.array(
    z.strictObject({
      words: Phrases,
      of: z.enum(INTENT_LABELS),
      means: z.enum(INTENT_LABELS),
      contrasting: z.literal(true).optional(),
    }),
  ),
  identification: z.strictObject({ negations: Phrases, links: Phrases }),
  unmistakable: Phrases,
  elliptic: z.record(z.enum(ELLIPTIC_MEANINGS), Sentences),
  unrelated: Sentences,
});

/** The words of a language that show negation, contrast, questions and reported speech, and words that mean the same. */
export type LanguageWords = z.infer<typeof LanguageFile>;

const FILES: Readonly<Record<Locale, unknown>> = { 'es-EC': esEC, en };

/** Returns the words of a language. @throws ZodError that names the field when the file breaks its format */
export const loadLanguageWords = (locale: Locale): LanguageWords => LanguageFile.parse(FILES[locale]);
