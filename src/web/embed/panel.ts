import { createElement, createIcon } from './elements';
import { fitToVisualViewport } from './visual-viewport';
import { SMALL_SCREEN } from './style';
import type { EmbedTexts } from './texts';

/** `late`: the chat has not answered in time; the institution may not be allowed to frame it, or the service is down. */
export type ChatLoadState = 'loading' | 'late' | 'ready';

export interface Panel {
  readonly dialog: HTMLDialogElement;
  open(): void;
  close(): void;
  setLoadState(waiting: ChatLoadState): void;
}

export interface PanelOptions {
  readonly id: string;
  readonly words: EmbedTexts;
  /** Where the chat is to be had without a frame. */
  readonly chat: URL;
  /** The person wants it closed. */
  readonly onClose: () => void;
  /** It has taken the screen, or given it back: the chat may have lost the focus within its frame. */
  readonly onLayoutChange: () => void;
}

const CROSS = 'M6 6l12 12 M18 6 6 18';

/** The window that holds the chat: beside the page where there is room, over all of it, and modal, where there is none. */
export function createPanel({ id, words, chat, onClose, onLayoutChange }: PanelOptions): Panel {
  const notice = createElement('div', { class: 'notice', role: 'status' });
  const dialog = createElement(
    'dialog',
    { id, 'aria-label': words['embed.title'], tabindex: '-1' },
    createBar(words, onClose),
    notice,
  );
  const small = matchMedia(SMALL_SCREEN);

  const open = () => {
    // Modal it takes the focus itself, not its first button: its name is read. Set earlier, it would take it from the page as it loads.
    dialog.autofocus = true;
    if (small.matches) dialog.showModal();
    // Not `show()`: it would take the focus from where the person is.
    else dialog.open = true;
  };
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  });
  // Also by a phone's back gesture. The event comes late: it may be open again by then.
  dialog.addEventListener('close', () => {
    if (!dialog.open) onClose();
  });
  fitToVisualViewport(dialog);
  small.addEventListener('change', () => {
    if (!dialog.open) return;
    const focused = (dialog.getRootNode() as ShadowRoot).activeElement;
    dialog.close();
    open();
    if (focused instanceof HTMLElement) focused.focus();
    onLayoutChange();
  });

  return {
    dialog,
    open,
    close() {
      dialog.close();
    },
    setLoadState(waiting) {
      dialog.dataset['waiting'] = waiting;
      notice.replaceChildren(...noticeFor(waiting, words, chat));
    },
  };
}

function createBar(words: EmbedTexts, onClose: () => void): HTMLElement {
  const title = createElement('h2', {}, words['embed.title']);
  const label = words['embed.close'];
  const close = createElement(
    'button',
    { type: 'button', class: 'close', 'aria-label': label },
    createIcon('cross', CROSS),
  );
  close.addEventListener('click', onClose);
  // No header element: it would be a second banner to who moves about by landmarks.
  return createElement('div', { class: 'bar' }, title, close);
}

function noticeFor(waiting: ChatLoadState, words: EmbedTexts, chat: URL): readonly Node[] {
  switch (waiting) {
    case 'ready':
      return [];
    case 'loading':
      return [createElement('p', {}, words['embed.loading'])];
    case 'late': {
      const link = createElement('a', { href: chat.href, target: '_blank', rel: 'noopener noreferrer' });
      link.append(words['embed.late.link']);
      return [createElement('p', {}, words['embed.late']), link];
    }
  }
}
