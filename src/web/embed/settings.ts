import type { Locale } from '../../domain/locale';

/** Settings from the attributes of the script element and from its URL. */
export interface EmbedSettings {
  /** URL of the chat in the chosen language. */
  readonly chat: URL;
  readonly locale: Locale;
  readonly side: 'left' | 'right';
}

/** Reads the language from `data-lang`, or else from the page. Any language but English falls back to Spanish. */
export function readEmbedSettings({ src, dataset }: HTMLScriptElement): EmbedSettings {
  const language = dataset['lang'] ?? document.documentElement.lang;
  const locale = /^en\b/i.test(language) ? 'en' : 'es-EC';
  const chat = new URL('/widget', src);
  chat.searchParams.set('lang', locale.slice(0, 2));
  return { chat, locale, side: dataset['position'] === 'left' ? 'left' : 'right' };
}
