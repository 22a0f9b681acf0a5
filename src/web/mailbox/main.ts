import type { MailboxTexts, MailboxMessage } from '../../http/routes/mailbox';
import { findElement } from '../find-element';
import { createMailboxView, type ReaderPresence } from './mailbox';

/** In ms. */
const REFRESH_INTERVAL = 3_000;
/** In ms. */
const FETCH_TIMEOUT = 5_000;

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as MailboxTexts);

/** Fetches the mails periodically while the page is visible, and at once when it becomes visible. */
function start(text: MailboxTexts): void {
  const mailbox = createMailboxView(text);
  let presence: ReaderPresence = 'present';
  let isFetching = false;

  const refresh = async () => {
    if (isFetching) return;
    isFetching = true;
    const mails = await fetchMails().finally(() => {
      isFetching = false;
    });
    if (mails === undefined) {
      mailbox.showUnreachable();
      return;
    }
    mailbox.receive(mails, presence);
    presence = 'present';
  };

  findElement('#refresh', HTMLButtonElement).addEventListener('click', () => void refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    presence = 'returning';
    void refresh();
  });
  setInterval(() => {
    if (!document.hidden) void refresh();
  }, REFRESH_INTERVAL);
  void refresh();
}

/** Returns undefined when the service does not answer. */
async function fetchMails(): Promise<readonly MailboxMessage[] | undefined> {
  try {
    const response = await fetch('/buzon/messages', { signal: AbortSignal.timeout(FETCH_TIMEOUT) });
    return response.ok ? ((await response.json()) as MailboxMessage[]) : undefined;
  } catch {
    return undefined;
  }
}
