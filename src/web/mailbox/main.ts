import type { MailboxWord, ShownMail } from '../../http/mailbox';

type Text = Readonly<Record<MailboxWord, string>>;

const REFRESH_EVERY = 3_000;
/** A code as mails print it: in two groups, on a line of its own. A telephone number stands in a sentence. */
const CODE = /^\s*(\d{3,4}) (\d{3,4})\s*$/m;

start();

function start(): void {
  const text = JSON.parse(document.querySelector('#data')?.textContent ?? '{}') as Text;
  const list = document.querySelector<HTMLElement>('#mails');
  const status = document.querySelector<HTMLElement>('#status');
  let shown = '';

  const refresh = async () => {
    try {
      const mails = (await (await fetch('/buzon/messages')).json()) as ShownMail[];
      // An unchanged list is left alone: redrawing it would take the focus and the scroll out of a mail being read.
      const state = JSON.stringify(mails);
      if (state === shown) return;
      shown = state;
      list?.replaceChildren(...mails.map((mail) => draw(mail, text)));
      if (status) status.textContent = mails.length === 0 ? text['page.mailbox.empty'] : '';
    } catch {
      if (status) status.textContent = text['page.mailbox.trouble'];
    }
  };

  document.querySelector('#refresh')?.addEventListener('click', () => void refresh());
  setInterval(() => {
    if (!document.hidden) void refresh();
  }, REFRESH_EVERY);
  void refresh();
}

function draw(mail: ShownMail, text: Text): HTMLElement {
  const item = document.createElement('li');
  const about = `${text['page.mailbox.to']}: ${mail.to} · ${new Date(mail.at).toLocaleTimeString(undefined, { timeZone: 'America/Guayaquil' })}`;
  item.append(element('h2', mail.subject), element('p', about, 'about'), ...copyButton(mail, text), frame(mail));
  return item;
}

function element(tag: 'h2' | 'p', content: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = content;
  made.className = className;
  return made;
}

function copyButton(mail: ShownMail, text: Text): HTMLElement[] {
  const code = CODE.exec(mail.text);
  if (code === null) return [];
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text['page.mailbox.copy'];
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.slice(1).join('')).then(() => {
      button.textContent = text['page.mailbox.copied'];
    });
  });
  return [button];
}

/** The mail as a mail program would show it: no scripts; its links open beside, where they work as they would from a mail. */
function frame(mail: ShownMail): HTMLIFrameElement {
  const made = document.createElement('iframe');
  made.title = mail.subject;
  made.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  made.srcdoc = `<base target="_blank">${mail.html}`;
  return made;
}
