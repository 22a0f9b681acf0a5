import { findElement } from '../find-element';
import type { TextKey, Texts } from './texts';

export interface ActionTexts {
  readonly idle: TextKey;
  readonly busy: TextKey;
}

/**
 * A button whose action goes to the server: one press at a time, and it says that it works. It stays focusable meanwhile, so
 * that the keyboard's place is not lost.
 */
export function createAction(selector: string, texts: Texts, { idle, busy }: ActionTexts) {
  const button = findElement(selector, HTMLButtonElement);
  const status = findElement('#status', HTMLElement);
  let isBusy = false;

  return async (action: () => Promise<void>): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    button.setAttribute('aria-disabled', 'true');
    texts.put(button, busy);
    texts.put(status, busy);
    await action().finally(() => {
      isBusy = false;
      button.removeAttribute('aria-disabled');
      texts.put(button, idle);
      texts.put(status, undefined);
    });
  };
}
