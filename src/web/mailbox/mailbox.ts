import type { MailboxText, ShownMail } from '../../http/mailbox';
import { findElement } from '../find-element';
import { createMailList } from './mail-list';
import { nameMails, type NamedMail } from './name-mails';
import { createReadMarks } from './read-marks';
import { createReading } from './reading';
import { createStatus } from './status';

/** `returning`: was elsewhere until now, so that the newest mail takes nothing away by opening. */
export type Reader = 'present' | 'returning';

export interface Mailbox {
  /** Newest first. */
  receive(mails: readonly ShownMail[], reader: Reader): void;
  /** The service does not answer: what is there stays. */
  lament(): void;
}

/** List and open mail. Chosen is what the address names; while it names none, the newest opens unless another is being read. */
export function createMailbox(text: MailboxText): Mailbox {
  const marks = createReadMarks();
  const list = createMailList(findElement('#mails', HTMLElement), text, (name) => !marks.has(name));
  const reading = createReading(text);
  const panes = findElement('#panes', HTMLElement);
  const empty = findElement('#empty', HTMLElement);
  const status = createStatus(text);
  let mails: readonly NamedMail[] | undefined;

  const named = (name: string | undefined) => mails?.find((mail) => mail.name === name);
  const chosen = () => named(location.hash.slice(1));

  const draw = (kept?: NamedMail) => {
    const open = chosen() ?? kept ?? mails?.[0];
    panes.hidden = open === undefined;
    empty.hidden = open !== undefined;
    list.show(mails ?? [], open && unfold(open));
  };

  /** The name of the mail, if it is seen. */
  const unfold = (open: NamedMail): string | undefined => {
    panes.dataset['shows'] = chosen() === undefined ? 'list' : 'mail';
    reading.show(open);
    if (!reading.isSeen()) return undefined;
    marks.add(open.name);
    return open.name;
  };

  const arrived = (before: readonly NamedMail[] | undefined): NamedMail | undefined =>
    before && mails?.find(({ name }) => before.every((mail) => mail.name !== name));

  addEventListener('hashchange', () => {
    if (mails === undefined) return;
    const left = reading.open();
    status.clear();
    draw();
    if (chosen() !== undefined) reading.focus();
    else if (left !== undefined) list.focus(left);
  });

  return {
    receive(next, reader) {
      const before = mails;
      const kept = reader === 'present' && reading.isHeld() ? reading.open() : undefined;
      mails = nameMails(next);
      draw(named(kept));
      status.relieve();
      const newest = arrived(before);
      if (newest !== undefined) status.announce(newest);
    },
    lament() {
      status.lament();
    },
  };
}
