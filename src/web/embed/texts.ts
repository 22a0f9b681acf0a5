import type { Locale } from '../../domain/locale';
import type { MessageKey } from '../../i18n/translate';

type EmbedTextKey = Extract<MessageKey, `embed.${string}`>;

export type EmbedTexts = Readonly<Record<EmbedTextKey, string>>;

/** Inlined by the build, because this script is a single file on other sites' pages. */
declare const EMBED_TEXTS: Readonly<Record<Locale, EmbedTexts>>;

export const embedTexts = (locale: Locale): EmbedTexts => EMBED_TEXTS[locale];
