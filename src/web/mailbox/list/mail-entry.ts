import type { MailboxTexts } from '../../../http/routes/mailbox';
import { previewOf } from './mail-preview';
import { mailClockTime } from '../mail-time';
import { createTextElement } from '../make-element';
import type { NamedMail } from './name-mails';

export interface MailEntry {
  readonly item: HTMLElement;
  readonly link: HTMLAnchorElement;
  mark(state: { readonly isOpen: boolean; readonly isNew: boolean }): void;
}

/** Creates one entry of the list. It is a link, so that the browser's history and a reload keep the open mail. */
export function createMailEntry(mail: NamedMail, text: MailboxTexts): MailEntry {
  const item = document.createElement('li');
  const link = createTextElement('a', 'entry');
  link.href = `#${mail.name}`;
  const time = createTextElement('time', 'entry-time', mailClockTime(mail.at));
  time.dateTime = mail.at;
  const newBadge = createTextElement('span', 'entry-new', text['page.mailbox.new']);
  const parts = [
    createTextElement('span', 'entry-subject', mail.subject),
    newBadge,
    time,
    createTextElement('span', 'entry-to', mail.to),
    createTextElement('span', 'entry-preview', previewOf(mail.text)),
  ];
  // Separated by spaces, because screen readers read them as one sentence.
  link.append(...parts.flatMap((part) => [part, ' ']));
  item.append(link);

  return {
    item,
    link,
    mark(state) {
      newBadge.hidden = !state.isNew;
      link.classList.toggle('unread', state.isNew);
      if (state.isOpen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    },
  };
}
