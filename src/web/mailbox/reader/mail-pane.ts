import type { MailboxTexts } from '../../../http/routes/mailbox';
import { findElement } from '../../find-element';
import { createMailAction } from './mail-action';
import { createMailFrame } from './mail-frame';
import { mailDateTime } from '../mail-time';
import type { NamedMail } from '../list/name-mails';

export interface MailPane {
  /** Shows the mail; does nothing when it is already open. */
  show(mail: NamedMail): void;
  /** Name of the open mail. */
  openName(): string | undefined;
  /** False while a small screen shows the list instead. */
  isVisible(): boolean;
  /** Whether the person is reading: the focus is in the mail, or the page is scrolled. */
  isInUse(): boolean;
  focus(): void;
}

/** Shows the open mail: its header, its action, the mail itself, and its text part. */
export function createMailPane(text: MailboxTexts): MailPane {
  const pane = findElement('#reading', HTMLElement);
  const time = findElement('#at', HTMLTimeElement);
  let open: string | undefined;

  const render = (mail: NamedMail) => {
    findElement('#subject', HTMLElement).textContent = mail.subject;
    findElement('#to', HTMLElement).textContent = mail.to;
    time.dateTime = mail.at;
    time.textContent = mailDateTime(mail.at);
    findElement('#action', HTMLElement).replaceChildren(...createMailAction(mail.text, text));
    findElement('#mail', HTMLElement).replaceChildren(createMailFrame(mail));
    findElement('#text', HTMLElement).textContent = mail.text;
    findElement('#as-text', HTMLDetailsElement).open = false;
  };
  const hasFocus = () => pane.contains(document.activeElement);
  const focus = () => {
    pane.focus({ preventScroll: true });
  };

  return {
    show(mail) {
      if (mail.name === open) return;
      const hadFocus = hasFocus();
      open = mail.name;
      render(mail);
      scrollTo(0, 0);
      if (hadFocus) focus();
    },
    openName: () => open,
    isVisible: () => pane.getClientRects().length > 0,
    isInUse: () => hasFocus() || scrollY > 0,
    focus,
  };
}
