import type { MailboxTexts } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { mailClockTime } from './mail-time';
import type { NamedMail } from './list/name-mails';

/** How long an arrival is shown (ms), enough for a slow reader. The mark in the list stays. */
const ARRIVAL_PERIOD = 20_000;

export interface MailboxStatus {
  announce(mail: NamedMail): void;
  /** Shows that the service does not answer. */
  showUnreachable(): void;
  /** Removes the notice of `showUnreachable`, if it is shown. */
  clearUnreachable(): void;
  clear(): void;
}

/** Shows arrivals and failures in a live region, which screen readers announce too. */
export function createMailboxStatus(text: MailboxTexts): MailboxStatus {
  const element = findElement('#status', HTMLElement);
  const unavailable = text['page.mailbox.unavailable'];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Leaves an equal text untouched, because screen readers would announce it again. */
  const show = (message: string) => {
    clearTimeout(timer);
    if (element.textContent !== message) element.textContent = message;
  };
  const clear = () => {
    show('');
  };

  return {
    announce({ at, subject }) {
      // With the time, so that two mails with the same subject are two announcements.
      show(text['page.mailbox.arrived'].replace('{time}', mailClockTime(at)).replace('{subject}', () => subject));
      timer = setTimeout(clear, ARRIVAL_PERIOD);
    },
    showUnreachable() {
      show(unavailable);
    },
    clearUnreachable() {
      if (element.textContent === unavailable) clear();
    },
    clear,
  };
}
