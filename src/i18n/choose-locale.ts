import type { Locale } from '../domain/locale';

/**
 * Returns the locale for a preference: a BCP-47 tag as in activities (`en-US`), or a list as in an `Accept-Language` header
 * (`fr, en;q=0.8`). Spanish is the default.
 */
export const chooseLocale = (text?: string): Locale => namedLocale(text) ?? 'es-EC';

/** Returns the preferred one of the languages of the service; nothing when the text names none of them. */
export function namedLocale(text: string | null | undefined): Locale | undefined {
  const preferred = (text ?? '')
    .split(',')
    .map(parsePreference)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language, weight }) => weight > 0 && (language === 'es' || language === 'en'));
  return preferred && (preferred.language === 'en' ? 'en' : 'es-EC');
}

interface Preference {
  /** The first part of the tag in lower case. */
  readonly language: string;
  /** From 0 (refused) to 1 (preferred). */
  readonly weight: number;
}

function parsePreference(range: string): Preference {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { language: tag.split(/[-_]/, 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}
