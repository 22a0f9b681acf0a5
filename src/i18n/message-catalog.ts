import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';
import type { Locale } from '../domain/locale';
import type { Translate, MessageKey, MessageValues, MessageCatalog } from './translate';

/** The type makes the compiler reject a language that lacks a key of the reference. */
const MESSAGES: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { 'es-EC': esEC, en };

/**
 * Creates the messages of every language. A missing value is a bug: it is reported to `onError` by the key of the message, and the message
 * is rendered with `…` in place of its values. Without `onError`, rendering throws.
 */
export function createMessageCatalog(onError: (error: Error) => void = throwError): MessageCatalog {
  const copies: Readonly<Record<Locale, Translate>> = {
    'es-EC': createCopy('es-EC', onError),
    en: createCopy('en', onError),
  };
  return (locale) => copies[locale];
}

function createCopy(locale: Locale, onError: (error: Error) => void): Translate {
  /** Compiled messages by key. Parsing is far slower than formatting, so each message is parsed once, on first use. */
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const compile = (key: MessageKey): IntlMessageFormat => {
    const message = new IntlMessageFormat(MESSAGES[locale][key], locale, undefined, { ignoreTag: true });
    compiled.set(key, message);
    return message;
  };

  return (key, values) => {
    try {
      return format(compiled.get(key) ?? compile(key), values);
    } catch {
      // The library's own error may quote the value, and values are personal data.
      onError(new Error(`Message "${key}" lacks a value or has a wrong one`));
      return withoutValues(MESSAGES[locale][key]);
    }
  };
}

function format(message: IntlMessageFormat, values?: MessageValues): string {
  const formatted = message.format<string>(values);
  return typeof formatted === 'string' ? formatted : formatted.join('');
}

/** Replaces the innermost braces first, because plurals nest them. */
function withoutValues(message: string): string {
  const shorter = message.replace(/\{[^{}]*\}/g, '…');
  return shorter === message ? message : withoutValues(shorter);
}

function throwError(error: Error): never {
  throw error;
}
