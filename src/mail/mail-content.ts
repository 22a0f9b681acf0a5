import { Sensitive } from '../domain/sensitive';
import { contactsOf } from '../i18n/contacts';
import type { MessageValues, Translate } from '../i18n/translate';
import { escapeHtml } from '../i18n/escape-html';
import type { Mail, MailRenderer } from '../ports/mail/mail-renderer';
import { fillTemplate, type Template } from './template';

/** A mail before it is rendered in a language. */
export interface MailContent<Value extends string> {
  readonly parts: Readonly<Record<'html' | 'text', Template<Value>>>;
  /**
   * The values of the slots and of the messages. A subject contains none of them that the claim or the registry gave, because it becomes a
   * header of the mail.
   */
  readonly values: Readonly<Record<Value | 'subject', string>> & MessageValues;
}

export type RenderedMail = ReturnType<MailRenderer['render']>;

/** Renders the mail. Values are cleaned, so that they can add neither markup nor line breaks nor invisible or bidirectional characters. */
export function renderMailContent<Value extends string>(
  { parts, values }: MailContent<Value>,
  { locale }: Mail,
  copy: Translate,
): RenderedMail {
  const plain = mapValues(values, clean);
  const { dial, phone } = contactsOf(copy);
  const emphasised = { ...mapValues(values, emphasise), phone: PHONE_START + phone + PHONE_END };

  return {
    subject: values.subject,
    text: new Sensitive(
      fillTemplate(parts.text, {
        message: (key) => copy(key, { ...plain, phone }),
        value: (value) => clean(values[value]),
      }),
    ),
    html: new Sensitive(
      fillTemplate(parts.html, {
        message: (key) => toHtml(copy(key, emphasised), dial),
        value: (value) => escapeHtml(clean(values[value])),
      }),
    ),
    locale,
  };
}

/** The values of every mail. */
export const commonValues = ({ branch, locale, maskedRuc, phrase }: Mail, copy: Translate) => {
  const { email } = contactsOf(copy);
  return { lang: locale, phrase, ruc: maskedRuc, branch, email };
};

const mapValues = (values: MessageValues, form: (value: string) => string): MessageValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? form(value) : value]),
  );

const clean = (value: string): string => value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');

/** Mark the values, which are bold in HTML. The marks survive the escaping, and cannot occur in a cleaned value. */
const EMPHASIS_START = '\u0002';
const EMPHASIS_END = '\u0003';

const emphasise = (value: string): string => EMPHASIS_START + clean(value) + EMPHASIS_END;

/** Mark the telephone number, which is a link in HTML. */
const PHONE_START = '\u0004';
const PHONE_END = '\u0005';

/** The colour of links on the light ground. The styles in shared/head.mjml have the one of dark colours. */
const PHONE_STYLE = 'color: #0a4b94; font-weight: 700; white-space: nowrap';

const toHtml = (message: string, dial: string): string =>
  escapeHtml(message)
    .replaceAll(EMPHASIS_START, '<b>')
    .replaceAll(EMPHASIS_END, '</b>')
    .replaceAll(PHONE_START, `<a href="tel:${dial}" style="${PHONE_STYLE}">`)
    .replaceAll(PHONE_END, '</a>');
