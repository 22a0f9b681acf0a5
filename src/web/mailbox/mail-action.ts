import type { MailboxText } from '../../http/mailbox';
import { createCopyAction } from './copy-action';
import { findPurpose } from './mail-purpose';
import { makeElement } from './make-element';

/** What the mail is there for, in one press: its code copied, or its link opened. Other mails ask for nothing. */
export function createMailAction(mailText: string, text: MailboxText): readonly HTMLElement[] {
  const purpose = findPurpose(mailText);
  switch (purpose.kind) {
    case 'copy-code':
      return createCopyAction(purpose.code, text);
    case 'open-link':
      return [createOpenLink(purpose.href, text)];
    case 'read':
      return [];
  }
}

function createOpenLink(href: string, text: MailboxText): HTMLElement {
  const link = makeElement('a', 'primary', `${text['page.mailbox.open']} `);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noreferrer';
  link.append(makeElement('span', 'unseen', text['page.mailbox.new-tab']));
  return link;
}
