import type { MailboxTexts, MailboxMessage } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { createMailboxView, type ReaderPresence } from './mailbox';

const REFRESH_EVERY = 3_000;
const GIVE_UP_AFTER = 5_000;

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as MailboxTexts);

/** Asks for the mails again and again while someone looks, and at once when they come back. */
function start(text: MailboxTexts): void {
  const mailbox = createMailboxView(text);
  let reader: ReaderPresence = 'present';
  let isAsking = false;

  const refresh = async () => {
    if (isAsking) return;
    isAsking = true;
    const mails = await fetchMails().finally(() => {
      isAsking = false;
    });
    if (mails === undefined) {
      mailbox.showUnreachable();
      return;
    }
    mailbox.receive(mails, reader);
    reader = 'present';
  };

  findElement('#refresh', HTMLButtonElement).addEventListener('click', () => void refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    reader = 'returning';
    void refresh();
  });
  setInterval(() => {
    if (!document.hidden) void refresh();
  }, REFRESH_EVERY);
  void refresh();
}

/** None when the service does not answer. */
async function fetchMails(): Promise<readonly MailboxMessage[] | undefined> {
  try {
    const response = await fetch('/buzon/messages', { signal: AbortSignal.timeout(GIVE_UP_AFTER) });
    return response.ok ? ((await response.json()) as MailboxMessage[]) : undefined;
  } catch {
    return undefined;
  }
}
