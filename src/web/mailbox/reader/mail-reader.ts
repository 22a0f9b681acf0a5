import type { MailboxTexts } from '../../../http/routes/mailbox';
import { findElement } from '../../find-element';
import { createMailAction } from './mail-action';
import { createMailFrame } from './mail-frame';
import { mailDateTime } from '../mail-time';
import type { NamedMail } from '../list/name-mails';

export interface MailReader {
  /** Draws nothing anew of the mail that stands open already. */
  show(mail: NamedMail): void;
  /** The name of the mail that stands open. */
  openName(): string | undefined;
  /** On a phone the list may be in its place. */
  isVisible(): boolean;
  /** Whether someone is at it: has pressed something in it, or has scrolled. */
  isInUse(): boolean;
  focus(): void;
}

/** The mail that stands open: its head, what it is there for, the mail itself, and its text. */
export function createMailReader(text: MailboxTexts): MailReader {
  const pane = findElement('#reading', HTMLElement);
  const moment = findElement('#at', HTMLTimeElement);
  let open: string | undefined;

  const draw = (mail: NamedMail) => {
    findElement('#subject', HTMLElement).textContent = mail.subject;
    findElement('#to', HTMLElement).textContent = mail.to;
    moment.dateTime = mail.at;
    moment.textContent = mailDateTime(mail.at);
    findElement('#action', HTMLElement).replaceChildren(...createMailAction(mail.text, text));
    findElement('#mail', HTMLElement).replaceChildren(createMailFrame(mail));
    findElement('#text', HTMLElement).textContent = mail.text;
    findElement('#as-text', HTMLDetailsElement).open = false;
  };
  const isHeld = () => pane.contains(document.activeElement);
  const focus = () => {
    pane.focus({ preventScroll: true });
  };

  return {
    show(mail) {
      if (mail.name === open) return;
      const hadFocus = isHeld();
      open = mail.name;
      draw(mail);
      scrollTo(0, 0);
      if (hadFocus) focus();
    },
    openName: () => open,
    isVisible: () => pane.getClientRects().length > 0,
    isInUse: () => isHeld() || scrollY > 0,
    focus,
  };
}
