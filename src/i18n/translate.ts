import type messages from '../../locales/es-EC.json';
import type { Locale } from '../domain/locale';

/** A key of the reference language; `load-copy` lets no other language lack one. */
export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

/** Something to say, not yet in any language. */
export interface MessageDescriptor {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** Words for a key, in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export type MessageCatalog = (locale: Locale) => Translate;
