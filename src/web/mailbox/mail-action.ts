import type { MailboxWord, ShownMail } from '../../http/mailbox';

export type MailboxText = Readonly<Record<MailboxWord, string>>;

/** A code as mails print it: in two groups, on a line of its own. A telephone number stands in a sentence. */
const CODE = /^\s*(\d{3,4}) (\d{3,4})\s*$/m;
/** The one link that mails carry, on a line of its own too. */
const LINK = /^\s*(https?:\/\/\S+\/restablecer#t=\S+)\s*$/m;

/** What the mail is there for, in one press: its code copied, or its link opened. Other mails ask for nothing. */
export function createMailAction(mail: ShownMail, text: MailboxText): HTMLElement | undefined {
  const code = CODE.exec(mail.text);
  if (code !== null) return copyButton(code.slice(1).join(''), text);
  const href = LINK.exec(mail.text)?.[1];
  return href === undefined ? undefined : openButton(href, text);
}

function copyButton(code: string, text: MailboxText): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text['page.mailbox.copy'];
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code).then(() => {
      button.textContent = text['page.mailbox.copied'];
    });
  });
  return button;
}

function openButton(href: string, text: MailboxText): HTMLElement {
  const link = document.createElement('a');
  link.className = 'button';
  link.href = href;
  link.target = '_blank';
  link.rel = 'noreferrer';
  link.textContent = text['page.mailbox.open'];
  return link;
}
