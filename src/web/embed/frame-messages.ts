import { LOCALES, type Locale } from '../../domain/locale';

/** Messages from the embedding page to the chat. */
export type MessageToChat =
  | { readonly type: 'iess-chat:hello' }
  | { readonly type: 'iess-chat:opened'; readonly focus: boolean }
  | { readonly type: 'iess-chat:closed' };

/** Messages from the chat to the embedding page. */
export type MessageFromChat =
  | { readonly type: 'iess-chat:ready' }
  | { readonly type: 'iess-chat:close' }
  | { readonly type: 'iess-chat:language'; readonly locale: Locale }
  | { readonly type: 'iess-chat:unread'; readonly count: number };

/** Returns undefined for data that is no message of the chat. */
export function parseMessageFromChat(data: unknown): MessageFromChat | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, count, locale } = data as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'iess-chat:ready':
    case 'iess-chat:close':
      return { type };
    case 'iess-chat:language':
      return isLocale(locale) ? { type, locale } : undefined;
    case 'iess-chat:unread':
      return isCount(count) ? { type, count } : undefined;
    default:
      return undefined;
  }
}

const isLocale = (value: unknown): value is Locale => LOCALES.some((each) => each === value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
