import type { MailboxText } from '../../http/mailbox';
import { previewOf } from './mail-preview';
import { clockOf } from './mail-time';
import { makeElement } from './make-element';
import type { NamedMail } from './name-mails';

export interface MailEntry {
  readonly item: HTMLElement;
  readonly link: HTMLAnchorElement;
  mark(state: { readonly isOpen: boolean; readonly isNew: boolean }): void;
}

/** One line of the list. A link: the browser's back, its history and a reload know which mail is open. */
export function createMailEntry(mail: NamedMail, text: MailboxText): MailEntry {
  const item = document.createElement('li');
  const link = makeElement('a', 'entry');
  link.href = `#${mail.name}`;
  const time = makeElement('time', 'entry-time', clockOf(mail.at));
  time.dateTime = mail.at;
  const isNew = makeElement('span', 'entry-new', text['page.mailbox.new']);
  const parts = [
    makeElement('span', 'entry-subject', mail.subject),
    isNew,
    time,
    makeElement('span', 'entry-to', mail.to),
    makeElement('span', 'entry-preview', previewOf(mail.text)),
  ];
  // A space between them: to the ear they are one sentence.
  link.append(...parts.flatMap((part) => [part, ' ']));
  item.append(link);

  return {
    item,
    link,
    mark(state) {
      isNew.hidden = !state.isNew;
      link.classList.toggle('unread', state.isNew);
      if (state.isOpen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    },
  };
}
