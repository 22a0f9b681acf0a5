import type { MailboxTexts } from '../../../http/routes/mailbox';
import { createTextElement } from '../make-element';

/** Long enough to be seen, short enough to press again. */
const SHOWN_FOR = 2_500;

/** The code and a button that copies it. Where the browser refuses, the code is selected: one gesture from being copied. */
export function createCopyAction(code: string, text: MailboxTexts): readonly HTMLElement[] {
  const shown = createTextElement('code', 'code', code);
  const button = createTextElement('button', 'primary', text['page.mailbox.copy']);
  button.type = 'button';
  const said = createTextElement('p', 'unseen');
  said.setAttribute('role', 'status');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (outcome: 'copied' | 'refused' | 'nothing') => {
    button.textContent = text[outcome === 'copied' ? 'page.mailbox.copied' : 'page.mailbox.copy'];
    said.className = outcome === 'refused' ? 'refused' : 'unseen';
    said.textContent = outcome === 'nothing' ? '' : text[SAID[outcome]];
  };

  const copy = async () => {
    clearTimeout(timer);
    show('nothing');
    try {
      // Outside of https and of this machine there is no clipboard at all: that throws too.
      await navigator.clipboard.writeText(code.replace(' ', ''));
      show('copied');
      timer = setTimeout(show, SHOWN_FOR, 'nothing');
    } catch {
      getSelection()?.selectAllChildren(shown);
      show('refused');
    }
  };
  button.addEventListener('click', () => void copy());
  return [shown, button, said];
}

const SAID = { copied: 'page.mailbox.copied-said', refused: 'page.mailbox.copy-refused' } as const;
