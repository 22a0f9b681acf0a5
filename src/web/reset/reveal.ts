import { findElement } from '../find-element';
import type { Texts } from './texts';

export type FieldName = 'key' | 'repeat';

export interface Reveal {
  hide(): void;
}

/** The button beside a field that shows what was typed, and hides it again. */
export function createReveal(name: FieldName, texts: Texts): Reveal {
  const input = findElement(`#${name}`, HTMLInputElement);
  const button = findElement(`[aria-controls="${name}"]`, HTMLButtonElement);

  const set = (type: 'text' | 'password') => {
    const act = type === 'text' ? 'hide' : 'show';
    input.type = type;
    texts.put(button, `page.form.${act}`);
    texts.label(button, `page.form.${act}-${name}`);
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
