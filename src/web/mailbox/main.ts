import type { ShownMail } from '../../http/mailbox';
import type { MailboxText } from './mail-action';
import { createMailList } from './mail-list';

const REFRESH_EVERY = 3_000;

start();

function start(): void {
  const text = JSON.parse(document.querySelector('#data')?.textContent ?? '{}') as MailboxText;
  const place = document.querySelector<HTMLElement>('#mails');
  const status = document.querySelector<HTMLElement>('#status');
  if (place === null || status === null) throw new Error('The page lacks its list or its status');
  const list = createMailList(place, text);

  const refresh = async () => {
    try {
      const mails = (await (await fetch('/buzon/messages')).json()) as ShownMail[];
      list.show(mails);
      status.textContent = mails.length === 0 ? text['page.mailbox.empty'] : '';
    } catch {
      status.textContent = text['page.mailbox.trouble'];
    }
  };

  document.querySelector('#refresh')?.addEventListener('click', () => void refresh());
  setInterval(() => {
    if (!document.hidden) void refresh();
  }, REFRESH_EVERY);
  void refresh();
}
