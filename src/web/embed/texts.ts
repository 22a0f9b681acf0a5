import type { Locale } from '../../domain/locale';
import type { MessageKey } from '../../i18n/translate';

type EmbedWord = Extract<MessageKey, `embed.${string}`>;

export type EmbedTexts = Readonly<Record<EmbedWord, string>>;

/** The build puts them here: this script stands alone on other people's pages. */
declare const EMBED_WORDS: Readonly<Record<Locale, EmbedTexts>>;

export const embedTexts = (locale: Locale): EmbedTexts => EMBED_WORDS[locale];
