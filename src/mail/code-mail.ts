import { groupDigits } from '../domain/one-time-code';
import { clockTime } from '../domain/time';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import type { Letter } from './letter';
import { closing, proofOfOrigin } from './standing-words';

/**
 * Brings the code. It has nothing to click: who never saw a link in a code mail is warned when a forged one has it. The
 * code stays out of the subject, which locked screens show.
 */
export const codeMail = (mail: Extract<Mail, { kind: 'code' }>, copy: Copy): Letter => ({
  locale: mail.locale,
  subject: copy('mail.code.subject'),
  brand: copy('mail.brand'),
  title: copy('mail.code.title'),
  blocks: [
    { kind: 'paragraph', text: copy('mail.code.use') },
    { kind: 'code', text: groupDigits(mail.code.expose()) },
    { kind: 'paragraph', text: copy('mail.code.ends', { time: clockTime(mail.endsAt) }) },
    ...proofOfOrigin(mail, copy),
    { kind: 'note', text: copy('mail.code.keep') },
    { kind: 'note', text: copy('mail.code.not-you') },
    ...closing(copy),
  ],
});
