import type messages from '../../locales/es-EC.json';
import type { Locale } from '../domain/locale';

/** A key of the reference language; `load-copy` lets no other language lack one. */
export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

/** Something to say, not yet in any language. */
export interface Line {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** Words for a key, in one language. */
export type Copy = (key: MessageKey, values?: MessageValues) => string;

export type Words = (locale: Locale) => Copy;
