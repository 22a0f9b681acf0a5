import type { PageHints } from '../../../bot/api/page-hints';
import { findElement } from '../../find-element';
import type { ChatLocalizer } from './localizer';

export interface SendBox {
  /** Chooses the keyboard that a phone shows. */
  setExpectedInput(expects: PageHints['expects']): void;
  /** Focuses the field now, or once Web Chat has rendered it. */
  focus(): void;
}

export interface SendBoxOptions {
  readonly texts: ChatLocalizer;
  /** Upper bound on the characters of one message. */
  readonly maxLength: number;
}

const FIELD = 'input[data-id="webchat-sendbox-input"]';

/**
 * Controls Web Chat's field, which Web Chat may replace at any time. A phone's numeric keyboard cannot type "cancelar", so a button next to
 * the field switches to letters; the page's style hides it on devices with a hardware keyboard.
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

  const findField = () => {
    const found = chat.querySelector<HTMLInputElement>(FIELD) ?? undefined;
    if (found === field) return;
    field = found;
    apply();
    if (wantsFocus) field?.focus();
    wantsFocus = false;
  };
  new MutationObserver(findField).observe(chat, { childList: true, subtree: true });

  button.addEventListener('click', () => {
    wantsLetters = !wantsLetters;
    apply();
    // Phones change the keyboard only when the field gets the focus.
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
