import type messages from '../../locales/es-EC.json';
import type { Locale } from '../domain/locale';

/** A key of the reference language. The type of `message-catalog.ts` requires every key in the other languages. */
export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

/** A message before it is rendered in a language. */
export interface MessageDescriptor {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** Renders the message of a key in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export type MessageCatalog = (locale: Locale) => Translate;
