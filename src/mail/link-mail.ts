import { clockTime } from '../domain/time';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import { compiled } from './compiled';
import { standingValues, writeLetter, type WrittenMail } from './letter';

/** Brings the one link to the reset page. Its subject is the official procedure's own wording, in every language. */
export function linkMail(mail: Extract<Mail, { kind: 'link' }>, copy: Copy): WrittenMail {
  const values = { ...standingValues(mail, copy), link: mail.link.expose(), time: clockTime(mail.endsAt) };
  return writeLetter({ subject: 'mail.link.subject', parts: compiled.link, values }, mail, copy);
}
