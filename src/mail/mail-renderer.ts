import type { MessageCatalog } from '../i18n/translate';
import type { MailRenderer } from '../ports/mail/mail-renderer';
import { codeMail } from './code-mail';
import { keyChangedMail } from './key-changed-mail';
import { linkMail } from './link-mail';

export const createMailRenderer = ({ catalog }: { readonly catalog: MessageCatalog }): MailRenderer => ({
  render(mail) {
    const copy = catalog(mail.locale);
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
