import { formatTime } from '../domain/time';
import type { Translate } from '../i18n/translate';
import type { Mail } from '../ports/mail/mail-renderer';
import { compiled } from './compiled';
import { commonValues, renderMailContent, type RenderedMail } from './mail-content';

/** Brings the one link to the reset page. Its subject is the official procedure's own wording, in every language. */
export function linkMail(mail: Extract<Mail, { kind: 'link' }>, copy: Translate): RenderedMail {
  const values = { ...commonValues(mail, copy), link: mail.link.expose(), time: formatTime(mail.endsAt) };
  return renderMailContent({ subject: 'mail.link.subject', parts: compiled.link, values }, mail, copy);
}
