import { Sensitive } from '../domain/sensitive';
import { contactsIn } from '../i18n/contacts';
import type { Copy, MessageKey } from '../i18n/copy';
import { escapeHtml } from '../i18n/escape-html';
import type { Mail, MailWriter } from '../ports/mail-writer';
import { fill, type Template } from './template';

/** A mail before it has words. */
export interface Letter<Value extends string> {
  /** Is given no value: whatever a mail is about, its head stays ours. */
  readonly subject: MessageKey;
  readonly parts: Readonly<Record<'html' | 'text', Template<Value>>>;
  /** What stands in slots, and what messages take. */
  readonly values: Readonly<Record<Value, string>> & Readonly<Record<string, string>>;
}

export type WrittenMail = ReturnType<MailWriter['write']>;

/** Puts it into words. Of a value nothing gets in but what can be read: no markup, no line of its own, nothing that runs backwards. */
export function writeLetter<Value extends string>(
  { subject, parts, values }: Letter<Value>,
  { locale }: Mail,
  copy: Copy,
): WrittenMail {
  const plain = mapValues(values, clean);
  const marked = mapValues(values, emphasise);

  return {
    subject: copy(subject),
    text: new Sensitive(fill(parts.text, { say: (key) => copy(key, plain), give: (value) => clean(values[value]) })),
    html: new Sensitive(
      fill(parts.html, { say: (key) => toHtml(copy(key, marked)), give: (value) => escapeHtml(clean(values[value])) }),
    ),
    locale,
  };
}

/** The values of every mail. */
export const standingValues = ({ locale, phrase, maskedRuc }: Mail, copy: Copy) => {
  const { email, phone } = contactsIn(copy);
  return { lang: locale, phrase, ruc: maskedRuc, email, phone };
};

const mapValues = (values: Readonly<Record<string, string>>, form: (value: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, form(value)]));

const clean = (value: string): string => value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');

/** In HTML, values stand out from their message. The marks outlive the escaping, and no value can bring its own. */
const BEGIN = '\u0002';
const END = '\u0003';

const emphasise = (value: string): string => BEGIN + clean(value) + END;

const toHtml = (said: string): string => escapeHtml(said).replaceAll(BEGIN, '<b>').replaceAll(END, '</b>');
