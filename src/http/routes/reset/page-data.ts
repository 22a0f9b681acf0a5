import { LOCALES, type Locale } from '../../../domain/locale';
import { MINUTE } from '../../../domain/time';
import type { Translate, MessageKey, MessageCatalog } from '../../../i18n/translate';

/** Keys of the reset page's texts, used on the server and in the browser. */
const KEYS = [
  'page.title',
  'page.brand',
  'page.institution',
  'page.language-name',
  'page.no-script',
  'page.loading',
  'page.key-warning',
  'page.intro.title',
  'page.intro.once',
  'page.intro.time',
  'page.intro.continue',
  'page.intro.opening',
  'page.form.title',
  'page.form.employer',
  'page.form.ruc',
  'page.form.branch',
  'page.form.not-yours',
  'page.form.key',
  'page.form.repeat',
  'page.form.show',
  'page.form.hide',
  'page.form.show-key',
  'page.form.hide-key',
  'page.form.show-repeat',
  'page.form.hide-repeat',
  'page.form.hint',
  'page.form.save',
  'page.form.saving',
  'page.rules.title',
  'page.rule.length',
  'page.rule.own-data',
  'page.rule.strength',
  'page.rule.different',
  'page.rule.repeat',
  'page.rule.met',
  'page.rule.open',
  'page.rule.broken',
  'page.rule.server',
  'page.strength.label',
  'page.strength.0',
  'page.strength.1',
  'page.strength.2',
  'page.strength.3',
  'page.strength.4',
  'page.fault.too-short',
  'page.fault.too-long',
  'page.fault.contains-own-data',
  'page.fault.too-weak',
  'page.fault.same-as-old',
  'page.fault.repeat',
  'page.fault.repeat-missing',
  'page.chat',
  'page.help',
  'page.form.spaces',
  'page.done-earlier.title',
  'page.done-earlier.text',
  'page.done.not-you',
  'page.done.title',
  'page.done.text',
  'page.done.portal',
  'page.link-invalid.title',
  'page.link-invalid.text',
  'page.session-ended.title',
  'page.session-ended.text',
  'page.no-link.title',
  'page.no-link.text',
  'page.rate-limited.title',
  'page.rate-limited.text',
  'page.unavailable.title',
  'page.unavailable.text',
  'page.unavailable.retry',
  'page.time.until',
] as const satisfies readonly MessageKey[];

export type ResetMessageKey = (typeof KEYS)[number];

/** `page.time.left.N` is the text for N minutes, formatted on the server since the browser has no message formatter. The browser fills in `{time}`. */
export type ResetTexts = Readonly<Record<ResetMessageKey, string>> &
  Readonly<Record<`page.time.left.${number}`, string>>;

/** Data that the page passes to its script. */
export interface ResetPageData {
  readonly locale: string;
  /** Texts of every language, so that changing it needs no reload, which would lose the token and what was typed. */
  readonly texts: Readonly<Record<string, ResetTexts>>;
  /** What the script checks before the server does: minimum number of characters and minimum strength score. */
  readonly key: { readonly minimum: number; readonly score: number };
  /** Set when the page was sent in place of a problem. */
  readonly failure?: PageFailure;
}

export type PageFailure =
  /** The visitor's address has exceeded its rate limit; the next request is allowed in so many seconds. */
  { readonly kind: 'rate-limited'; readonly seconds: number } | { readonly kind: 'unavailable' };

/** The numbers that the page states. */
export interface ResetPageRules {
  /** How long an opened link can be used (ms). */
  readonly sessionLifetime: number;
  /** Characters at least and at most, and the strength score at least. */
  readonly key: { readonly minimum: number; readonly maximum: number; readonly score: number };
}

function resetText(copy: Translate, { key, sessionLifetime }: ResetPageRules): ResetTexts {
  const sessionMinutes = sessionLifetime / MINUTE;
  const values = { minutes: sessionMinutes, minimum: key.minimum, maximum: key.maximum, time: '{time}' };
  const plain = KEYS.map((messageKey) => [messageKey, copy(messageKey, values)]);
  const timeLeft = Array.from({ length: sessionMinutes + 1 }, (_, minutes) => [
    `page.time.left.${minutes}`,
    copy('page.time.left', { minutes }),
  ]);
  return Object.fromEntries([...plain, ...timeLeft]) as ResetTexts;
}

export function resetPageData(words: MessageCatalog, locale: Locale, rules: ResetPageRules): ResetPageData {
  const texts = Object.fromEntries(LOCALES.map((each) => [each, resetText(words(each), rules)]));
  return { locale, texts, key: { minimum: rules.key.minimum, score: rules.key.score } };
}
