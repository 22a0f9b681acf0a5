import { LOCALES } from '../../../domain/locale';
import { MINUTE } from '../../../domain/time';
import type { Translate, MessageKey, MessageCatalog } from '../../../i18n/translate';

/** Keys of the chat page's texts outside of the conversation, used on the server and in the browser. The browser fills in `{time}`. */
const KEYS = [
  'widget.title',
  'widget.heading',
  'widget.institution',
  'widget.key-warning',
  'widget.no-script',
  'widget.status.loading',
  'widget.status.offline',
  'widget.status.reconnecting',
  'widget.status.new-conversation',
  'widget.status.failed',
  'widget.status.rate-limited',
  'widget.reload',
  'widget.countdown.code',
  'widget.countdown.link',
  'widget.countdown.page',
  'widget.ended.code',
  'widget.ended.link',
  'widget.ended.page',
  'widget.choices.more',
  'widget.choices.fewer',
  'widget.ask.text',
  'widget.ask.cedula',
  'widget.ask.foreigner-code',
  'widget.ask.ruc',
  'widget.ask.branch',
  'widget.ask.code',
  'widget.name.chat',
  'widget.name.conversation',
  'widget.name.end',
  'widget.name.messages',
  'widget.name.news',
  'widget.name.reply',
  'widget.name.help-close',
  'widget.keyboard.letters',
  'widget.keyboard.digits',
] as const satisfies readonly MessageKey[];

/** Keys of the remaining time for screen readers; each gives one text per whole minute. */
const SPOKEN = [
  'widget.time-left.code',
  'widget.time-left.link',
  'widget.time-left.page',
] as const satisfies readonly MessageKey[];

export type ChatTextKey = (typeof KEYS)[number] | `${(typeof SPOKEN)[number]}.${number}`;
export type ChatTexts = Readonly<Record<ChatTextKey, string>>;

/** Data that the page passes to its script. */
export interface ChatPageData {
  readonly locale: string;
  /** Texts of every language, because the person may change it in the conversation. */
  readonly texts: Readonly<Record<string, ChatTexts>>;
  /** Time of the response on the service's clock, in milliseconds since the epoch. */
  readonly now: number;
  /** Origins whose pages may exchange messages with this page. */
  readonly parentOrigins: readonly string[];
  readonly tokenUrl: string;
  readonly directLine: 'built-in' | 'azure';
  /** Upper bound on the characters of one message. */
  readonly maxTextLength: number;
}

function chatText(copy: Translate, longestCountdown: number): ChatTexts {
  const plain = KEYS.map((key) => [key, copy(key, { time: '{time}' })]);
  const spoken = SPOKEN.flatMap((key) =>
    Array.from({ length: longestCountdown / MINUTE + 1 }, (_, minutes) => [
      `${key}.${minutes}`,
      copy(key, { minutes }),
    ]),
  );
  return Object.fromEntries([...plain, ...spoken]) as ChatTexts;
}

/** @param longestCountdown the longest lifetime (ms) of a code, a link or a reset session */
export const chatTextsByLocale = (words: MessageCatalog, longestCountdown: number): ChatPageData['texts'] =>
  Object.fromEntries(LOCALES.map((locale) => [locale, chatText(words(locale), longestCountdown)]));
