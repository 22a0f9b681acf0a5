import { createElement, createIcon } from './elements';
import type { EmbedTexts } from './texts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  /** Tells those who do not see the button what came in. */
  readonly status: HTMLElement;
  setExpanded(expanded: boolean): void;
  /** How many messages nobody has seen; none at 0. */
  setUnread(count: number): void;
}

const SPEECH = 'M4 5h16v11H10l-4 4v-4H4z M8 9h8 M8 12h5';
const DOWN = 'm6 9 6 6 6-6';

/** The round button in the corner that opens the panel, and closes it. */
export function createLauncher(words: EmbedTexts, panelId: string): Launcher {
  const label = words['embed.launcher'];
  const badge = createElement('span', { class: 'badge', 'aria-hidden': 'true' });
  const attributes = { type: 'button', class: 'launcher', 'aria-label': label, 'aria-controls': panelId };
  const button = createElement('button', attributes, createIcon('speech', SPEECH), createIcon('down', DOWN), badge);
  const status = createElement('p', { class: 'unseen', role: 'status' });

  const launcher: Launcher = {
    button,
    status,
    setExpanded(expanded) {
      button.setAttribute('aria-expanded', String(expanded));
    },
    setUnread(count) {
      const news = count === 0 ? '' : words['embed.unread'].replace('{count}', String(count));
      badge.textContent = count === 0 ? '' : count > 9 ? '9+' : String(count);
      status.textContent = news;
      button.setAttribute('aria-label', count === 0 ? label : `${label}. ${news}`);
    },
  };
  launcher.setExpanded(false);
  return launcher;
}
