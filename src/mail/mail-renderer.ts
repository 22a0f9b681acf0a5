import { formatCode } from '../domain/recovery/one-time-code';
import { addMs, formatTheTime, formatTimeOfDay, MINUTE, type Instant } from '../domain/time';
import type { Locale } from '../domain/locale';
import type { MessageCatalog, Translate } from '../i18n/translate';
import type { Mail, MailRenderer } from '../ports/mail/mail-renderer';
import { compiled } from './compiled';
import { commonValues, renderMailContent, type RenderedMail } from './mail-content';

export const createMailRenderer = ({ catalog }: { readonly catalog: MessageCatalog }): MailRenderer => ({
  render(mail) {
    const copy = catalog(mail.locale);
    switch (mail.kind) {
      case 'code':
        return codeMail(mail, copy);
      case 'link':
        return linkMail(mail, copy);
      case 'key-changed':
        return keyChangedMail(mail, copy);
    }
  },
});

const THIN_SPACE = '\u2009';

/**
 * The mail with the code. It holds no link but the telephone, so that a forged code mail with a link stands out. The code stays out of
 * subject and preview, which locked screens show. The subject of a resent mail has the time at which it was written, because mail clients
 * show mails of equal subjects as one conversation, with the wrong code on top.
 */
function codeMail(mail: Extract<Mail, { kind: 'code' }>, copy: Translate): RenderedMail {
  const digits = mail.code.expose();
  const code = formatCode(digits);
  const writtenAt = formatTimeOfDay(addMs(mail.endsAt, -mail.lifetime), mail.locale);
  const values = {
    ...commonValues(mail, copy),
    subject: mail.isResent ? copy('mail.code.subject-again', { time: writtenAt }) : copy('mail.code.subject'),
    code,
    'large-code': code.replace(' ', THIN_SPACE),
    'spelt-code': Array.from(digits).join(' '),
    ...lifetimeValues(mail),
  };
  return renderMailContent({ parts: compiled.code, values }, mail, copy);
}

/** The mail with the link to the reset page. Its subject is the official wording (docs/procedure.md#step-6), in every language. */
function linkMail(mail: Extract<Mail, { kind: 'link' }>, copy: Translate): RenderedMail {
  const subject = copy('mail.link.subject');
  const values = { ...commonValues(mail, copy), ...lifetimeValues(mail), subject, link: mail.link.expose() };
  return renderMailContent({ parts: compiled.link, values }, mail, copy);
}

/**
 * The notice that the key changed, with the telephone for an owner who did not change it. It holds no other link, as a forged one would. The
 * conversation's language was chosen by whoever asked, who may not be the owner, so the warning follows in the other language.
 */
function keyChangedMail(mail: Extract<Mail, { kind: 'key-changed' }>, copy: Translate): RenderedMail {
  const values = {
    ...commonValues(mail, copy),
    subject: copy('mail.key-changed.subject'),
    'other-lang': mail.locale === 'en' ? 'es-EC' : 'en',
    theTime: formatTheTime(mail.changedAt, mail.locale),
    day: formatDate(mail.changedAt, mail.locale),
  };
  return renderMailContent({ parts: compiled['key-changed'], values }, mail, copy);
}

/** States no more minutes than there are. */
const lifetimeValues = ({ endsAt, lifetime, locale }: Extract<Mail, { readonly endsAt: Instant }>) => ({
  minutes: Math.floor(lifetime / MINUTE),
  theTime: formatTheTime(endsAt, locale),
});

/** Returns the day in Guayaquil in words, since `11/12` is another day in English: `22 de noviembre`. */
const formatDate = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'America/Guayaquil' }).format(instant);
