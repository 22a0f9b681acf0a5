import type { PageHints } from '../../../bot/api/page-hints';
import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';

export interface SendBox {
  /** What the bot asks for decides the keyboard that a phone shows. */
  setExpectedInput(expects: PageHints['expects']): void;
  /** Now, or once it is there. */
  focus(): void;
}

export interface SendBoxOptions {
  readonly texts: ChatLocalizer;
  /** Characters that the service takes at once. */
  readonly maxLength: number;
}

/** Web Chat's own mark on the field. */
const FIELD = 'input[data-id="webchat-sendbox-input"]';

/**
 * Web Chat's field, which it may draw anew at any time. A phone's digits leave no way to write "cancelar", so a button beside
 * the field brings the letters back; where there is a real keyboard the page's style hides it.
 */
export function createSendBox(chat: HTMLElement, { maxLength, texts }: SendBoxOptions): SendBox {
  const button = findElement('#keyboard', HTMLButtonElement);
  let field: HTMLInputElement | undefined;
  let expects: PageHints['expects'] = 'text';
  let wantsLetters = false;
  let wantsFocus = false;

  const apply = () => {
    button.hidden = expects === 'text';
    texts.setText(button, wantsLetters ? 'widget.keyboard.digits' : 'widget.keyboard.letters');
    if (field === undefined) return;
    field.maxLength = maxLength;
    field.inputMode = expects === 'text' || wantsLetters ? 'text' : 'numeric';
    field.autocomplete = expects === 'code' ? 'one-time-code' : 'off';
  };

  const lookAgain = () => {
    const found = chat.querySelector<HTMLInputElement>(FIELD) ?? undefined;
    if (found === field) return;
    field = found;
    apply();
    if (wantsFocus) field?.focus();
    wantsFocus = false;
  };
  new MutationObserver(lookAgain).observe(chat, { childList: true, subtree: true });

  button.addEventListener('click', () => {
    wantsLetters = !wantsLetters;
    apply();
    // The keyboard changes only with the focus.
    field?.blur();
    field?.focus();
  });

  return {
    setExpectedInput(next) {
      if (next !== expects) wantsLetters = false;
      expects = next;
      apply();
    },
    focus() {
      wantsFocus = field === undefined;
      field?.focus();
    },
  };
}
