import type { MailboxTexts } from '../../../http/routes/mailbox';
import { createTextElement } from '../make-element';

/** How long the confirmation is shown (ms). */
const CONFIRMATION_PERIOD = 2_500;

/** Creates the code and a button that copies it. When the browser denies access to the clipboard, the code is selected for copying by hand. */
export function createCopyAction(code: string, text: MailboxTexts): readonly HTMLElement[] {
  const element = createTextElement('code', 'code', code);
  const button = createTextElement('button', 'primary', text['page.mailbox.copy']);
  button.type = 'button';
  const status = createTextElement('p', 'visually-hidden');
  status.setAttribute('role', 'status');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (outcome: 'copied' | 'denied' | 'none') => {
    button.textContent = text[outcome === 'copied' ? 'page.mailbox.copied' : 'page.mailbox.copy'];
    status.className = outcome === 'denied' ? 'copy-denied' : 'visually-hidden';
    status.textContent = outcome === 'none' ? '' : text[STATUS_TEXTS[outcome]];
  };

  const copy = async () => {
    clearTimeout(timer);
    show('none');
    try {
      // Also throws without HTTPS on another host than localhost, where there is no clipboard API.
      await navigator.clipboard.writeText(code.replace(' ', ''));
      show('copied');
      timer = setTimeout(show, CONFIRMATION_PERIOD, 'none');
    } catch {
      getSelection()?.selectAllChildren(element);
      show('denied');
    }
  };
  button.addEventListener('click', () => void copy());
  return [element, button, status];
}

const STATUS_TEXTS = { copied: 'page.mailbox.copied-announcement', denied: 'page.mailbox.copy-refused' } as const;
