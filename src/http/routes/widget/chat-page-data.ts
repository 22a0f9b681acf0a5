import { LOCALES } from '../../../domain/locale';
import { MINUTE } from '../../../domain/time';
import type { Translate, MessageKey, MessageCatalog } from '../../../i18n/translate';
import { policy } from '../../../recovery/policy';

/** What the chat page says beside the conversation, on the server and in the browser. `{time}` the browser fills in. */
const KEYS = [
  'widget.title',
  'widget.heading',
  'widget.of',
  'widget.never',
  'widget.no-script',
  'widget.status.loading',
  'widget.status.offline',
  'widget.status.reconnecting',
  'widget.status.anew',
  'widget.status.broken',
  'widget.status.busy',
  'widget.reload',
  'widget.countdown.code',
  'widget.countdown.link',
  'widget.countdown.page',
  'widget.over.code',
  'widget.over.link',
  'widget.over.page',
  'widget.keyboard.letters',
  'widget.keyboard.digits',
] as const satisfies readonly MessageKey[];

/** What is left, in words for those who listen: of each thing that runs out, for each whole minute. */
const SPOKEN = [
  'widget.spoken.code',
  'widget.spoken.link',
  'widget.spoken.page',
] as const satisfies readonly MessageKey[];

export type ChatTextKey = (typeof KEYS)[number] | `${(typeof SPOKEN)[number]}.${number}`;
export type ChatTexts = Readonly<Record<ChatTextKey, string>>;

/** What the page hands its script. */
export interface ChatPageData {
  readonly locale: string;
  /** Every language: the person may ask the bot for the other. */
  readonly texts: Readonly<Record<string, ChatTexts>>;
  /** Milliseconds since the epoch on the service's clock, when this was sent. */
  readonly now: number;
  /** Origins whose pages may speak with this one. */
  readonly parentOrigins: readonly string[];
  readonly tokenUrl: string;
  readonly directLine: 'built-in' | 'azure';
  /** Characters that the service takes in one message. */
  readonly maxTextLength: number;
}

/** Nothing that runs out lives longer. */
const MOST_MINUTES = policy.recovery.resetSession.lifetime / MINUTE;

function chatText(copy: Translate): ChatTexts {
  const plain = KEYS.map((key) => [key, copy(key, { time: '{time}' })]);
  const spoken = SPOKEN.flatMap((key) =>
    Array.from({ length: MOST_MINUTES + 1 }, (_, minutes) => [`${key}.${minutes}`, copy(key, { minutes })]),
  );
  return Object.fromEntries([...plain, ...spoken]) as ChatTexts;
}

export const chatTextsByLocale = (words: MessageCatalog): ChatPageData['texts'] =>
  Object.fromEntries(LOCALES.map((locale) => [locale, chatText(words(locale))]));
