import type { MailboxTexts, MailboxMessage } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { createMailList } from './list/mail-list';
import { nameMails, type NamedMail } from './list/name-mails';
import { createReadMarks } from './list/read-marks';
import { createMailPane } from './reader/mail-pane';
import { createMailboxStatus } from './status';

/** `returning`: the page has just become visible again, so opening the newest mail interrupts no reading. */
export type ReaderPresence = 'present' | 'returning';

export interface MailboxView {
  /** Newest first. */
  receive(mails: readonly MailboxMessage[], presence: ReaderPresence): void;
  /** Shows that the service does not answer; the mails stay. */
  showUnreachable(): void;
}

/** Shows the list and one open mail: the one that the URL's fragment names, or else the newest, unless another is being read. */
export function createMailboxView(text: MailboxTexts): MailboxView {
  const marks = createReadMarks();
  const list = createMailList(findElement('#mails', HTMLElement), text, (name) => !marks.has(name));
  const reader = createMailPane(text);
  const panes = findElement('#panes', HTMLElement);
  const empty = findElement('#empty', HTMLElement);
  const status = createMailboxStatus(text);
  let mails: readonly NamedMail[] | undefined;

  const findByName = (name: string | undefined) => mails?.find((mail) => mail.name === name);
  const selected = () => findByName(location.hash.slice(1));

  const render = (kept?: NamedMail) => {
    const open = selected() ?? kept ?? mails?.[0];
    panes.hidden = open === undefined;
    empty.hidden = open !== undefined;
    list.show(mails ?? [], open && openMail(open));
  };

  /** Shows the mail in the reader. Returns its name if the reader is visible. */
  const openMail = (mail: NamedMail): string | undefined => {
    panes.dataset['pane'] = selected() === undefined ? 'list' : 'mail';
    reader.show(mail);
    if (!reader.isVisible()) return undefined;
    marks.add(mail.name);
    return mail.name;
  };

  const newestSince = (before: readonly NamedMail[] | undefined): NamedMail | undefined =>
    before && mails?.find(({ name }) => before.every((mail) => mail.name !== name));

  addEventListener('hashchange', () => {
    if (mails === undefined) return;
    const previous = reader.openName();
    status.clear();
    render();
    if (selected() !== undefined) reader.focus();
    else if (previous !== undefined) list.focus(previous);
  });

  return {
    receive(next, presence) {
      const before = mails;
      const kept = presence === 'present' && reader.isInUse() ? reader.openName() : undefined;
      mails = nameMails(next);
      render(findByName(kept));
      status.clearUnreachable();
      const newest = newestSince(before);
      if (newest !== undefined) status.announce(newest);
    },
    showUnreachable() {
      status.showUnreachable();
    },
  };
}
