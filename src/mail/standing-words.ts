import { contactsIn } from '../i18n/contacts';
import type { Copy } from '../i18n/copy';
import type { Mail } from '../ports/mail-writer';
import type { Block } from './letter';

/** What lets the person tell our mail from a forged one: the phrase the chat shows, and the RUC. */
export const proofOfOrigin = (mail: Mail, copy: Copy): Block[] => [
  { kind: 'paragraph', text: copy('mail.phrase', { phrase: mail.phrase }) },
  { kind: 'note', text: copy('mail.phrase-why') },
  { kind: 'note', text: copy('mail.ruc', { ruc: mail.maskedRuc }) },
];

export const closing = (copy: Copy): Block[] => [
  { kind: 'note', text: copy('mail.never') },
  { kind: 'note', text: copy('mail.contact', contactsIn(copy)) },
];
