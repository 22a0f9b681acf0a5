import type { MailboxTexts } from '../../../http/routes/mailbox';
import { createCopyAction } from './copy-action';
import { findMailPurpose } from './mail-purpose';
import { createTextElement } from '../make-element';

/** Creates the elements for a mail's purpose: copying its code or opening its link. Other mails have none. */
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
  link.append(createTextElement('span', 'visually-hidden', text['page.mailbox.new-tab']));
  return link;
}
