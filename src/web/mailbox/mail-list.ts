import type { ShownMail } from '../../http/mailbox';
import type { MailboxText } from './mail-action';
import { createMailItem } from './mail-item';

export interface MailList {
  /** Newest first. */
  show(mails: readonly ShownMail[]): void;
}

/** The mails on the page. One that is there stays as it is: drawn anew, it would lose the focus and the place of who reads it. */
export function createMailList(list: HTMLElement, text: MailboxText): MailList {
  const items = new Map<string, HTMLElement>();

  return {
    show(mails) {
      const named = new Map(mails.map((mail) => [JSON.stringify(mail), mail]));
      for (const [name, item] of items) {
        if (named.has(name)) continue;
        item.remove();
        items.delete(name);
      }
      for (const [name, mail] of [...named].reverse()) {
        if (items.has(name)) continue;
        const item = createMailItem(mail, text);
        items.set(name, item);
        list.prepend(item);
      }
    },
  };
}
