import { z } from 'zod';
import otherLanguages from '../../locales/understanding/other-languages.json';

/** Languages that people try and that this service does not speak: Portuguese, French, Italian, German and Kichwa. */
export const OTHER_LANGUAGES = ['pt', 'fr', 'it', 'de', 'qu'] as const;

/** The format of `locales/understanding/other-languages.json`: sentences by which each language is known. */
const OtherLanguagesFile = z.record(z.enum(OTHER_LANGUAGES), z.array(z.string().trim().min(1).max(300)).min(20));

/** Returns sentences in the languages that this service does not speak. @throws ZodError that names the language when the file breaks its format */
export function loadOtherLanguages(): readonly {
  readonly language: (typeof OTHER_LANGUAGES)[number];
  readonly text: string;
}[] {
  const sentences = OtherLanguagesFile.parse(otherLanguages);
  return OTHER_LANGUAGES.flatMap((language) => sentences[language].map((text) => ({ language, text })));
}
