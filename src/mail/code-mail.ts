import { groupDigits } from '../domain/one-time-code';
import { clockTime } from '../domain/time';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import { compiled } from './compiled';
import { standingValues, writeLetter, type WrittenMail } from './letter';

const THIN_SPACE = '\u2009';

/**
 * Brings the code. It has nothing to click: who never saw a link in a code mail is warned when a forged one has it. The
 * code stays out of subject and preview, which locked screens show.
 */
export function codeMail(mail: Extract<Mail, { kind: 'code' }>, copy: Copy): WrittenMail {
  const digits = mail.code.expose();
  const code = groupDigits(digits);
  const values = {
    ...standingValues(mail, copy),
    code,
    'large-code': code.replace(' ', THIN_SPACE),
    'spelt-code': Array.from(digits).join(' '),
    time: clockTime(mail.endsAt),
  };
  return writeLetter({ subject: 'mail.code.subject', parts: compiled.code, values }, mail, copy);
}
