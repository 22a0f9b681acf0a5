import type { MailboxTexts, MailboxMessage } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { createMailList } from './list/mail-list';
import { nameMails, type NamedMail } from './list/name-mails';
import { createReadMarks } from './list/read-marks';
import { createMailReader } from './reader/mail-reader';
import { createMailboxStatus } from './status';

/** `returning`: was elsewhere until now, so that the newest mail takes nothing away by opening. */
export type ReaderPresence = 'present' | 'returning';

export interface MailboxView {
  /** Newest first. */
  receive(mails: readonly MailboxMessage[], reader: ReaderPresence): void;
  /** The service does not answer: what is there stays. */
  showUnreachable(): void;
}

/** List and open mail. Chosen is what the address names; while it names none, the newest opens unless another is being read. */
export function createMailboxView(text: MailboxTexts): MailboxView {
  const marks = createReadMarks();
  const list = createMailList(findElement('#mails', HTMLElement), text, (name) => !marks.has(name));
  const reading = createMailReader(text);
  const panes = findElement('#panes', HTMLElement);
  const empty = findElement('#empty', HTMLElement);
  const status = createMailboxStatus(text);
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
    if (!reading.isVisible()) return undefined;
    marks.add(open.name);
    return open.name;
  };

  const arrived = (before: readonly NamedMail[] | undefined): NamedMail | undefined =>
    before && mails?.find(({ name }) => before.every((mail) => mail.name !== name));

  addEventListener('hashchange', () => {
    if (mails === undefined) return;
    const left = reading.openName();
    status.clear();
    draw();
    if (chosen() !== undefined) reading.focus();
    else if (left !== undefined) list.focus(left);
  });

  return {
    receive(next, reader) {
      const before = mails;
      const kept = reader === 'present' && reading.isInUse() ? reading.openName() : undefined;
      mails = nameMails(next);
      draw(named(kept));
      status.clearUnreachable();
      const newest = arrived(before);
      if (newest !== undefined) status.announce(newest);
    },
    showUnreachable() {
      status.showUnreachable();
    },
  };
}
