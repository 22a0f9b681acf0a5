import { createElement, createIcon } from './elements';
import type { EmbedTexts } from './texts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  /** Announces the number of unread messages to screen readers. */
  readonly status: HTMLElement;
  setExpanded(expanded: boolean): void;
  /** Sets the number of unread messages; 0 removes the badge. */
  setUnread(count: number): void;
}

const SPEECH = 'M4 5h16v11H10l-4 4v-4H4z M8 9h8 M8 12h5';
const DOWN = 'm6 9 6 6 6-6';

/** Creates the round button in the corner that opens and closes the panel. */
export function createLauncher(texts: EmbedTexts, panelId: string): Launcher {
  const label = texts['embed.launcher'];
  const badge = createElement('span', { class: 'badge', 'aria-hidden': 'true' });
  const attributes = { type: 'button', class: 'launcher', 'aria-label': label, 'aria-controls': panelId };
  const button = createElement('button', attributes, createIcon('speech', SPEECH), createIcon('down', DOWN), badge);
  const status = createElement('p', { class: 'visually-hidden', role: 'status' });

  const launcher: Launcher = {
    button,
    status,
    setExpanded(expanded) {
      button.setAttribute('aria-expanded', String(expanded));
    },
    setUnread(count) {
      const unread = count === 0 ? '' : texts['embed.unread'].replace('{count}', String(count));
      badge.textContent = count === 0 ? '' : count > 9 ? '9+' : String(count);
      status.textContent = unread;
      button.setAttribute('aria-label', count === 0 ? label : `${label}. ${unread}`);
    },
  };
  launcher.setExpanded(false);
  return launcher;
}
