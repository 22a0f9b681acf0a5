import type { MailboxTexts } from '../../../http/routes/mailbox';
import { createMailEntry, type MailEntry } from './mail-entry';
import type { NamedMail } from './name-mails';

export interface MailList {
  /** Newest first. `open` is the name of the open mail. */
  show(mails: readonly NamedMail[], open: string | undefined): void;
  focus(name: string): void;
}

/** Shows the mails to choose from. Keeps the elements of existing entries, because a new element would lose the focus. */
export function createMailList(list: HTMLElement, text: MailboxTexts, isNew: (name: string) => boolean): MailList {
  const entries = new Map<string, MailEntry>();

  const keepOnly = (names: ReadonlySet<string>) => {
    for (const [name, entry] of entries) {
      if (names.has(name)) continue;
      entry.item.remove();
      entries.delete(name);
    }
  };

  const add = (mail: NamedMail) => {
    const entry = createMailEntry(mail, text);
    entries.set(mail.name, entry);
    list.prepend(entry.item);
  };

  return {
    show(mails, open) {
      keepOnly(new Set(mails.map(({ name }) => name)));
      for (const mail of [...mails].reverse()) if (!entries.has(mail.name)) add(mail);
      for (const [name, entry] of entries) {
        entry.mark({ isOpen: name === open, isNew: isNew(name) });
      }
    },
    focus(name) {
      entries.get(name)?.link.focus();
    },
  };
}
