import type { MailboxText } from '../../http/mailbox';
import { findElement } from '../find-element';
import { clockOf } from './mail-time';
import type { NamedMail } from './name-mails';

/** Long enough for a slow reader; the mark in the list stays. */
const ARRIVAL_SHOWN_FOR = 20_000;

export interface Status {
  announce(mail: NamedMail): void;
  /** The service does not answer. */
  lament(): void;
  /** The service answers. */
  relieve(): void;
  clear(): void;
}

/** The line that tells, to the eye and politely to the ear, what happened meanwhile. */
export function createStatus(text: MailboxText): Status {
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
      say(text['page.mailbox.arrived'].replace('{time}', clockOf(at)).replace('{subject}', () => subject));
      timer = setTimeout(clear, ARRIVAL_SHOWN_FOR);
    },
    lament() {
      say(trouble);
    },
    relieve() {
      if (line.textContent === trouble) clear();
    },
    clear,
  };
}
