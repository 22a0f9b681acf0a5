import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';
import type { Locale } from '../domain/locale';
import type { Translate, MessageKey, MessageValues, MessageCatalog } from './translate';

/** Each language has every key of the reference, or the compiler says so. */
const MESSAGES: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { 'es-EC': esEC, en };

/**
 * The words of every language. A message whose value is missing is a bug: `onFault` hears of it, by the message's key alone.
 * Unless it throws, as it does when none is given, the person still gets the message, with `…` in the value's place.
 */
export function createMessageCatalog(onError: (error: Error) => void = throwError): MessageCatalog {
  const copies: Readonly<Record<Locale, Translate>> = {
    'es-EC': createCopy('es-EC', onError),
    en: createCopy('en', onError),
  };
  return (locale) => copies[locale];
}

function createCopy(locale: Locale, onError: (error: Error) => void): Translate {
  /** Parsing costs far more than formatting: once per key, when it is first said. */
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

/** From the innermost braces outwards, since plurals nest them. */
function withoutValues(message: string): string {
  const shorter = message.replace(/\{[^{}]*\}/g, '…');
  return shorter === message ? message : withoutValues(shorter);
}

function throwError(error: Error): never {
  throw error;
}
