import { Sensitive } from '../domain/sensitive';
import type { Copy, Words } from '../i18n/copy';
import type { Mail, MailWriter } from '../ports/mail-writer';
import { codeMail } from './code-mail';
import { keyChangedMail } from './key-changed-mail';
import { layout } from './layout';
import type { Letter } from './letter';
import { linkMail } from './link-mail';
import { plainText } from './plain-text';

export const createMailWriter = ({ words }: { readonly words: Words }): MailWriter => ({
  write(mail) {
    const letter = compose(mail, words(mail.locale));
    return {
      subject: letter.subject,
      text: new Sensitive(plainText(letter)),
      html: new Sensitive(layout(letter)),
      locale: letter.locale,
    };
  },
});

function compose(mail: Mail, copy: Copy): Letter {
  switch (mail.kind) {
    case 'code':
      return codeMail(mail, copy);
    case 'link':
      return linkMail(mail, copy);
    case 'key-changed':
      return keyChangedMail(mail, copy);
  }
}
