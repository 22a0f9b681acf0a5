import type { Locale } from '../../domain/locale';

/** What the institution's page asks for in the attributes of the script element, and what follows from its address. */
export interface Settings {
  /** Address of the framed chat, in the language of the page. */
  readonly chat: URL;
  readonly locale: Locale;
  readonly side: 'left' | 'right';
}

/** `data-lang` before the page's own language; whoever speaks neither of ours is spoken to in Spanish. */
export function readSettings({ src, dataset }: HTMLScriptElement): Settings {
  const language = dataset['lang'] ?? document.documentElement.lang;
  const locale = /^en\b/i.test(language) ? 'en' : 'es-EC';
  const chat = new URL('/widget', src);
  chat.searchParams.set('lang', locale.slice(0, 2));
  return { chat, locale, side: dataset['position'] === 'left' ? 'left' : 'right' };
}
