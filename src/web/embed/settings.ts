import type { Locale } from '../../domain/locale';

/** What the institution's page asks for in the attributes of the script element, and what follows from its address. */
export interface EmbedSettings {
  /** Address of the framed chat, in the language of the page. */
  readonly chat: URL;
  readonly locale: Locale;
  readonly side: 'left' | 'right';
}

/** `data-lang` before the page's own language; whoever speaks neither of ours is spoken to in Spanish. */
export function readEmbedSettings({ src, dataset }: HTMLScriptElement): EmbedSettings {
  const language = dataset['lang'] ?? document.documentElement.lang;
  const locale = /^en\b/i.test(language) ? 'en' : 'es-EC';
  const chat = new URL('/widget', src);
  chat.searchParams.set('lang', locale.slice(0, 2));
  return { chat, locale, side: dataset['position'] === 'left' ? 'left' : 'right' };
}
