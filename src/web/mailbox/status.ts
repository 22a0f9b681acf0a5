import type { MailboxTexts } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { mailClockTime } from './mail-time';
import type { NamedMail } from './list/name-mails';

/** Long enough for a slow reader; the mark in the list stays. */
const ARRIVAL_SHOWN_FOR = 20_000;

export interface MailboxStatus {
  announce(mail: NamedMail): void;
  /** The service does not answer. */
  showUnreachable(): void;
  /** The service answers. */
  clearUnreachable(): void;
  clear(): void;
}

/** The line that tells, to the eye and politely to the ear, what happened meanwhile. */
export function createMailboxStatus(text: MailboxTexts): MailboxStatus {
  const line = findElement('#status', HTMLElement);
  const trouble = text['page.mailbox.trouble'];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Said once: the same words again would be announced again. */
  const say = (words: string) => {
    clearTimeout(timer);
    if (line.textContent !== words) line.textContent = words;
  };
  const clear = () => {
    say('');
  };

  return {
    announce({ at, subject }) {
      // With its time: two mails of one subject are two announcements.
      say(text['page.mailbox.arrived'].replace('{time}', mailClockTime(at)).replace('{subject}', () => subject));
      timer = setTimeout(clear, ARRIVAL_SHOWN_FOR);
    },
    showUnreachable() {
      say(trouble);
    },
    clearUnreachable() {
      if (line.textContent === trouble) clear();
    },
    clear,
  };
}
