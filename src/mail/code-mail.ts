import { formatCode } from '../domain/recovery/one-time-code';
import { formatTime } from '../domain/time';
import type { Translate } from '../i18n/translate';
import type { Mail } from '../ports/mail/mail-renderer';
import { compiled } from './compiled';
import { commonValues, renderMailContent, type RenderedMail } from './mail-content';

const THIN_SPACE = '\u2009';

/**
 * Brings the code. It has nothing to click: who never saw a link in a code mail is warned when a forged one has it. The
 * code stays out of subject and preview, which locked screens show.
 */
export function codeMail(mail: Extract<Mail, { kind: 'code' }>, copy: Translate): RenderedMail {
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
