import { findElement } from '../../find-element';
import type { ResetLocalizer } from '../localizer';

export type FieldName = 'key' | 'repeat';

export interface RevealButton {
  hide(): void;
}

/** Controls the button next to a field that reveals and hides its text. */
export function createRevealButton(name: FieldName, texts: ResetLocalizer): RevealButton {
  const input = findElement(`#${name}`, HTMLInputElement);
  const button = findElement(`[aria-controls="${name}"]`, HTMLButtonElement);

  const set = (type: 'text' | 'password') => {
    const action = type === 'text' ? 'hide' : 'show';
    input.type = type;
    texts.setText(button, `page.form.${action}`);
    texts.setLabel(button, `page.form.${action}-${name}`);
  };
  const hide = () => {
    set('password');
  };
  button.addEventListener('click', () => {
    set(input.type === 'password' ? 'text' : 'password');
  });
  hide();
  return { hide };
}
