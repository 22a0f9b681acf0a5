import { Sensitive } from '../domain/sensitive';
import { contactsOf } from '../i18n/contacts';
import type { Translate, MessageKey } from '../i18n/translate';
import { escapeHtml } from '../i18n/escape-html';
import type { Mail, MailRenderer } from '../ports/mail/mail-renderer';
import { fillTemplate, type Template } from './template';

/** A mail before it is rendered in a language. */
export interface MailContent<Value extends string> {
  /** Rendered without values, so that no value can get into the header of the mail. */
  readonly subject: MessageKey;
  readonly parts: Readonly<Record<'html' | 'text', Template<Value>>>;
  /** The values of the slots and of the messages. */
  readonly values: Readonly<Record<Value, string>> & Readonly<Record<string, string>>;
}

export type RenderedMail = ReturnType<MailRenderer['render']>;

/** Renders the mail. Values are cleaned, so that they can add neither markup nor line breaks nor invisible or bidirectional characters. */
export function renderMailContent<Value extends string>(
  { subject, parts, values }: MailContent<Value>,
  { locale }: Mail,
  copy: Translate,
): RenderedMail {
  const plain = mapValues(values, clean);
  const emphasised = mapValues(values, emphasise);

  return {
    subject: copy(subject),
    text: new Sensitive(
      fillTemplate(parts.text, { message: (key) => copy(key, plain), value: (value) => clean(values[value]) }),
    ),
    html: new Sensitive(
      fillTemplate(parts.html, {
        message: (key) => toHtml(copy(key, emphasised)),
        value: (value) => escapeHtml(clean(values[value])),
      }),
    ),
    locale,
  };
}

/** The values of every mail. */
export const commonValues = ({ branch, locale, maskedRuc, phrase }: Mail, copy: Translate) => {
  const { email, phone } = contactsOf(copy);
  return { lang: locale, phrase, ruc: maskedRuc, branch, email, phone };
};

const mapValues = (values: Readonly<Record<string, string>>, form: (value: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, form(value)]));

const clean = (value: string): string => value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');

/** Mark the values, which are bold in HTML. The marks survive the escaping, and cannot occur in a cleaned value. */
const EMPHASIS_START = '\u0002';
const EMPHASIS_END = '\u0003';

const emphasise = (value: string): string => EMPHASIS_START + clean(value) + EMPHASIS_END;

const toHtml = (message: string): string =>
  escapeHtml(message).replaceAll(EMPHASIS_START, '<b>').replaceAll(EMPHASIS_END, '</b>');
