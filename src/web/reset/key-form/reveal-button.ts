import { findElement } from '../../find-element';
import type { ResetLocalizer } from '../localizer';

export type FieldName = 'key' | 'repeat';

export interface RevealButton {
  hide(): void;
}

/** The button beside a field that shows what was typed, and hides it again. */
export function createRevealButton(name: FieldName, texts: ResetLocalizer): RevealButton {
  const input = findElement(`#${name}`, HTMLInputElement);
  const button = findElement(`[aria-controls="${name}"]`, HTMLButtonElement);

  const set = (type: 'text' | 'password') => {
    const act = type === 'text' ? 'hide' : 'show';
    input.type = type;
    texts.setText(button, `page.form.${act}`);
    texts.setLabel(button, `page.form.${act}-${name}`);
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
