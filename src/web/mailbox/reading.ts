import type { MailboxText } from '../../http/mailbox';
import { findElement } from '../find-element';
import { createMailAction } from './mail-action';
import { createMailFrame } from './mail-frame';
import { momentOf } from './mail-time';
import type { NamedMail } from './name-mails';

export interface Reading {
  /** Draws nothing anew of the mail that stands open already. */
  show(mail: NamedMail): void;
  /** The name of the mail that stands open. */
  open(): string | undefined;
  /** On a phone the list may be in its place. */
  isSeen(): boolean;
  /** Whether someone is at it: has pressed something in it, or has scrolled. */
  isHeld(): boolean;
  focus(): void;
}

/** The mail that stands open: its head, what it is there for, the mail itself, and its text. */
export function createReading(text: MailboxText): Reading {
  const pane = findElement('#reading', HTMLElement);
  const moment = findElement('#at', HTMLTimeElement);
  let open: string | undefined;

  const draw = (mail: NamedMail) => {
    findElement('#subject', HTMLElement).textContent = mail.subject;
    findElement('#to', HTMLElement).textContent = mail.to;
    moment.dateTime = mail.at;
    moment.textContent = momentOf(mail.at);
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
    open: () => open,
    isSeen: () => pane.getClientRects().length > 0,
    isHeld: () => isHeld() || scrollY > 0,
    focus,
  };
}
