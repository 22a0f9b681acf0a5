import type { ShownMail } from '../../http/mailbox';
import { createMailAction, type MailboxText } from './mail-action';
import { createMailFrame } from './mail-frame';

/** One mail of the list: what it is, whose, what to do with it, and the mail itself. */
export function createMailItem(mail: ShownMail, text: MailboxText): HTMLElement {
  const item = document.createElement('li');
  const time = new Date(mail.at).toLocaleTimeString(undefined, { timeZone: 'America/Guayaquil' });
  const about = element('p', `${text['page.mailbox.to']}: ${mail.to} · ${time}`);
  about.className = 'about';
  const action = createMailAction(mail, text);
  item.append(element('h2', mail.subject), about, ...(action === undefined ? [] : [action]), createMailFrame(mail));
  return item;
}

function element(tag: 'h2' | 'p', content: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = content;
  return made;
}
