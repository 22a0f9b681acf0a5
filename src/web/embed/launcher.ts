import { createElement, createIcon } from './elements';
import type { EmbedTexts } from './texts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  /** Announces the number of unread messages to screen readers. */
  readonly status: HTMLElement;
  setTexts(texts: EmbedTexts): void;
  setExpanded(expanded: boolean): void;
  /** Sets the number of unread messages; 0 removes the badge. */
  setUnread(count: number): void;
}

const SPEECH = 'M4 5h16v11H10l-4 4v-4H4z M8 9h8 M8 12h5';
const DOWN = 'm6 9 6 6 6-6';

/** Creates the round button in the corner that opens and closes the panel. */
export function createLauncher(first: EmbedTexts, panelId: string): Launcher {
  let texts = first;
  let unread = 0;
  const badge = createElement('span', { class: 'badge', 'aria-hidden': 'true' });
  const attributes = { type: 'button', class: 'launcher', 'aria-controls': panelId };
  const button = createElement('button', attributes, createIcon('speech', SPEECH), createIcon('down', DOWN), badge);
  const status = createElement('p', { class: 'visually-hidden', role: 'status' });

  const draw = () => {
    const label = texts['embed.launcher'];
    const announcement = unread === 0 ? '' : texts['embed.unread'].replace('{count}', String(unread));
    badge.textContent = unread === 0 ? '' : unread > 9 ? '9+' : String(unread);
    status.textContent = announcement;
    button.setAttribute('aria-label', unread === 0 ? label : `${label}. ${announcement}`);
  };

  const launcher: Launcher = {
    button,
    status,
    setTexts(next) {
      texts = next;
      draw();
    },
    setExpanded(expanded) {
      button.setAttribute('aria-expanded', String(expanded));
    },
    setUnread(count) {
      unread = count;
      draw();
    },
  };
  draw();
  launcher.setExpanded(false);
  return launcher;
}
