import { clockTime } from '../domain/time';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import type { Letter } from './letter';
import { closing, proofOfOrigin } from './standing-words';

/** Brings the one link to the reset page. Its subject is the official procedure's own wording, in every language. */
export const linkMail = (mail: Extract<Mail, { kind: 'link' }>, copy: Copy): Letter => ({
  locale: mail.locale,
  subject: copy('mail.link.subject'),
  brand: copy('mail.brand'),
  title: copy('mail.link.title'),
  blocks: [
    { kind: 'paragraph', text: copy('mail.link.use') },
    { kind: 'button', text: copy('mail.link.button'), href: mail.link.expose() },
    { kind: 'paragraph', text: copy('mail.link.ends', { time: clockTime(mail.endsAt) }) },
    ...proofOfOrigin(mail, copy),
    { kind: 'note', text: copy('mail.link.keep') },
    { kind: 'note', text: copy('mail.link.not-you') },
    ...closing(copy),
  ],
});
