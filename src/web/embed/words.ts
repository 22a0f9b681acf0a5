import type { Locale } from '../../domain/locale';
import type { MessageKey } from '../../i18n/copy';

type EmbedWord = Extract<MessageKey, `embed.${string}`>;

export type EmbedWords = Readonly<Record<EmbedWord, string>>;

/** The build puts them here: this script stands alone on other people's pages. */
declare const EMBED_WORDS: Readonly<Record<Locale, EmbedWords>>;

export const wordsIn = (locale: Locale): EmbedWords => EMBED_WORDS[locale];
