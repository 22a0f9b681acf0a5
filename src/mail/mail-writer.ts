import type { Words } from '../i18n/copy';
import type { MailWriter } from '../ports/mail-writer';
import { codeMail } from './code-mail';
import { keyChangedMail } from './key-changed-mail';
import { linkMail } from './link-mail';

export const createMailWriter = ({ words }: { readonly words: Words }): MailWriter => ({
  write(mail) {
    const copy = words(mail.locale);
    switch (mail.kind) {
      case 'code':
        return codeMail(mail, copy);
      case 'link':
        return linkMail(mail, copy);
      case 'key-changed':
        return keyChangedMail(mail, copy);
    }
  },
});
