import type { MailboxTexts } from '../../../http/routes/mailbox';
import { createCopyAction } from './copy-action';
import { findMailPurpose } from './mail-purpose';
import { createTextElement } from '../make-element';

/** What the mail is there for, in one press: its code copied, or its link opened. Other mails ask for nothing. */
export function createMailAction(mailText: string, text: MailboxTexts): readonly HTMLElement[] {
  const purpose = findMailPurpose(mailText);
  switch (purpose.kind) {
    case 'copy-code':
      return createCopyAction(purpose.code, text);
    case 'open-link':
      return [createOpenLink(purpose.href, text)];
    case 'read':
      return [];
  }
}

function createOpenLink(href: string, text: MailboxTexts): HTMLElement {
  const link = createTextElement('a', 'primary', `${text['page.mailbox.open']} `);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noreferrer';
  link.append(createTextElement('span', 'unseen', text['page.mailbox.new-tab']));
  return link;
}
