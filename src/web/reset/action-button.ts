import { findElement } from '../find-element';
import type { ResetTextKey, ResetLocalizer } from './localizer';

export interface ActionTexts {
  readonly idle: ResetTextKey;
  readonly busy: ResetTextKey;
}

/**
 * Returns a function that runs an action of the button, one at a time, and shows that it is in progress. The button stays focusable
 * meanwhile, so that keyboard users keep their place.
 */
export function createActionButton(selector: string, texts: ResetLocalizer, { idle, busy }: ActionTexts) {
  const button = findElement(selector, HTMLButtonElement);
  const status = findElement('#status', HTMLElement);
  let isBusy = false;

  return async (action: () => Promise<void>): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    button.setAttribute('aria-disabled', 'true');
    texts.setText(button, busy);
    texts.setText(status, busy);
    await action().finally(() => {
      isBusy = false;
      button.removeAttribute('aria-disabled');
      texts.setText(button, idle);
      texts.setText(status, undefined);
    });
  };
}
