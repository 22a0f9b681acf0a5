import type { Locale } from '../domain/locale';

/**
 * The language to speak to someone who prefers `text`: a BCP-47 tag as activities carry it (`en-US`), or a list as in an
 * `Accept-Language` header (`fr, en;q=0.8`). Whoever prefers none of ours, or says nothing, is spoken to in Spanish.
 */
export function chooseLocale(text: string | undefined): Locale {
  const preferred = (text ?? '')
    .split(',')
    .map(parsePreference)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language, weight }) => weight > 0 && (language === 'es' || language === 'en'));
  return preferred?.language === 'en' ? 'en' : 'es-EC';
}

interface Preference {
  /** The tag's first part in lower case. */
  readonly language: string;
  /** 0 for refused, 1 for preferred. */
  readonly weight: number;
}

function parsePreference(range: string): Preference {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { language: tag.split(/[-_]/, 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}
