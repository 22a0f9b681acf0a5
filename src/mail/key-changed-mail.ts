import { clockTime, dayOf } from '../domain/time';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import { compiled } from './compiled';
import { standingValues, writeLetter, type WrittenMail } from './letter';

/** Tells the owner that the key changed, and whom to tell when it was someone else. No link: a forged notice would carry one. */
export function keyChangedMail(mail: Extract<Mail, { kind: 'key-changed' }>, copy: Copy): WrittenMail {
  const values = { ...standingValues(mail, copy), time: clockTime(mail.changedAt), day: dayOf(mail.changedAt) };
  return writeLetter({ subject: 'mail.key-changed.subject', parts: compiled['key-changed'], values }, mail, copy);
}
