import { clockTime } from '../domain/time';
import { contactsIn } from '../i18n/contacts';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import type { Letter } from './letter';
import { closing, proofOfOrigin } from './standing-words';

/** Tells the owner that the key changed, and whom to tell when it was someone else. No link: a forged notice would carry one. */
export const keyChangedMail = (mail: Extract<Mail, { kind: 'key-changed' }>, copy: Copy): Letter => ({
  locale: mail.locale,
  subject: copy('mail.key-changed.subject'),
  brand: copy('mail.brand'),
  title: copy('mail.key-changed.title'),
  blocks: [
    { kind: 'paragraph', text: copy('mail.key-changed.when', { time: clockTime(mail.changedAt) }) },
    { kind: 'paragraph', text: copy('mail.key-changed.you') },
    { kind: 'paragraph', text: copy('mail.key-changed.not-you', contactsIn(copy)) },
    ...proofOfOrigin(mail, copy),
    ...closing(copy),
  ],
});
