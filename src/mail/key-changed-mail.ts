import { formatTime, formatDay } from '../domain/time';
import type { Translate } from '../i18n/translate';
import type { Mail } from '../ports/mail/mail-renderer';
import { compiled } from './compiled';
import { commonValues, renderMailContent, type RenderedMail } from './mail-content';

/** Tells the owner that the key changed, and whom to tell when it was someone else. No link: a forged notice would carry one. */
export function keyChangedMail(mail: Extract<Mail, { kind: 'key-changed' }>, copy: Translate): RenderedMail {
  const values = { ...commonValues(mail, copy), time: formatTime(mail.changedAt), day: formatDay(mail.changedAt) };
  return renderMailContent({ subject: 'mail.key-changed.subject', parts: compiled['key-changed'], values }, mail, copy);
}
