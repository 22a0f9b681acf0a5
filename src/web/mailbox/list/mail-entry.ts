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

/** One line of the list. A link: the browser's back, its history and a reload know which mail is open. */
export function createMailEntry(mail: NamedMail, text: MailboxTexts): MailEntry {
  const item = document.createElement('li');
  const link = createTextElement('a', 'entry');
  link.href = `#${mail.name}`;
  const time = createTextElement('time', 'entry-time', mailClockTime(mail.at));
  time.dateTime = mail.at;
  const isNew = createTextElement('span', 'entry-new', text['page.mailbox.new']);
  const parts = [
    createTextElement('span', 'entry-subject', mail.subject),
    isNew,
    time,
    createTextElement('span', 'entry-to', mail.to),
    createTextElement('span', 'entry-preview', previewOf(mail.text)),
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
