import { formatCode } from '../domain/recovery/one-time-code';
import { formatDay, formatTime } from '../domain/time';
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
 * The mail with the code. It holds no link, so that a forged code mail with a link stands out. The code stays out of subject and preview,
 * which locked screens show.
 */
function codeMail(mail: Extract<Mail, { kind: 'code' }>, copy: Translate): RenderedMail {
  const digits = mail.code.expose();
  const code = formatCode(digits);
  const values = {
    ...commonValues(mail, copy),
    code,
    'large-code': code.replace(' ', THIN_SPACE),
    'spelt-code': Array.from(digits).join(' '),
    time: formatTime(mail.endsAt),
  };
  return renderMailContent({ subject: 'mail.code.subject', parts: compiled.code, values }, mail, copy);
}

/** The mail with the link to the reset page. Its subject is the official wording (docs/procedure.md#step-6), in every language. */
function linkMail(mail: Extract<Mail, { kind: 'link' }>, copy: Translate): RenderedMail {
  const values = { ...commonValues(mail, copy), link: mail.link.expose(), time: formatTime(mail.endsAt) };
  return renderMailContent({ subject: 'mail.link.subject', parts: compiled.link, values }, mail, copy);
}

/** The notice that the key changed, with the contacts for an owner who did not change it. It holds no link, as a forged one would. */
function keyChangedMail(mail: Extract<Mail, { kind: 'key-changed' }>, copy: Translate): RenderedMail {
  const values = { ...commonValues(mail, copy), time: formatTime(mail.changedAt), day: formatDay(mail.changedAt) };
  return renderMailContent({ subject: 'mail.key-changed.subject', parts: compiled['key-changed'], values }, mail, copy);
}
