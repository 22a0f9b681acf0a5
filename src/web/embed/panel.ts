import { createElement, createIcon } from './elements';
import { SMALL_SCREEN } from './style';
import type { EmbedTexts } from './texts';

/** `not-loading`: the chat did not answer in time; the institution may not be allowed to frame it, or the service is down. */
export type ChatLoadState = 'loading' | 'not-loading' | 'ready';

export interface Panel {
  readonly dialog: HTMLDialogElement;
  open(): void;
  close(): void;
  setTexts(texts: EmbedTexts): void;
  setLoadState(state: ChatLoadState): void;
}

export interface PanelOptions {
  readonly id: string;
  readonly texts: EmbedTexts;
  /** URL of the chat, for opening it without a frame. */
  readonly chat: URL;
  /** Called when the person closes the panel. */
  readonly onClose: () => void;
  /** Called when the panel switches between full screen and window: the chat may have lost the focus within its frame. */
  readonly onLayoutChange: () => void;
}

const CROSS = 'M6 6l12 12 M18 6 6 18';

/** Creates the panel with the chat: a window over the page, or a modal dialog over the whole of a small screen. */
export function createPanel({ id, texts, chat, onClose, onLayoutChange }: PanelOptions): Panel {
  const bar = createBar(onClose);
  const notice = createElement('div', { class: 'notice', role: 'status' });
  const dialog = createElement('dialog', { id, tabindex: '-1' }, bar.element, notice);
  const small = matchMedia(SMALL_SCREEN);
  let shown = texts;
  let loadState: ChatLoadState = 'loading';

  const setTexts = (next: EmbedTexts) => {
    shown = next;
    dialog.setAttribute('aria-label', next['embed.title']);
    bar.setTexts(next);
    notice.replaceChildren(...noticeFor(loadState, next, chat));
  };
  setTexts(texts);

  const open = () => {
    // Makes a modal dialog focus itself and not its first button, so that its name is read. Set here, or it would take the page's focus on load.
    dialog.autofocus = true;
    if (small.matches) dialog.showModal();
    // Not `show()`, which would move the focus away from the page.
    else dialog.open = true;
  };
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  });
  // A phone's back gesture closes it too. The event is asynchronous, so the dialog may be open again by then.
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
    setTexts,
    setLoadState(state) {
      loadState = state;
      dialog.dataset['loadState'] = state;
      notice.replaceChildren(...noticeFor(state, shown, chat));
    },
  };
}

function createBar(onClose: () => void): { readonly element: HTMLElement; setTexts(texts: EmbedTexts): void } {
  const title = createElement('h2', {});
  const close = createElement('button', { type: 'button', class: 'close' }, createIcon('cross', CROSS));
  close.addEventListener('click', onClose);
  // No header element, which screen readers would list as a second banner landmark of the page.
  const element = createElement('div', { class: 'bar' }, title, close);
  return {
    element,
    setTexts(texts) {
      title.textContent = texts['embed.title'];
      close.setAttribute('aria-label', texts['embed.close']);
    },
  };
}

function noticeFor(state: ChatLoadState, texts: EmbedTexts, chat: URL): readonly Node[] {
  switch (state) {
    case 'ready':
      return [];
    case 'loading':
      return [createElement('p', {}, texts['embed.loading'])];
    case 'not-loading': {
      const link = createElement('a', { href: chat.href, target: '_blank', rel: 'noopener noreferrer' });
      link.append(texts['embed.not-loading.link']);
      return [createElement('p', {}, texts['embed.not-loading']), link];
    }
  }
}

/**
 * Fits the panel into the visible part of the page. A phone's keyboard covers the lower part without resizing the page, and would hide the
 * field that the person types in. The style sheet uses the two lengths on small screens only.
 */
function fitToVisualViewport(panel: HTMLElement): void {
  const view = window.visualViewport;
  if (view === null) return;

  const fit = () => {
    // Not while the page is zoomed in: the person then scrolls by hand.
    const isCovered = view.scale === 1 && view.height < innerHeight;
    panel.style.setProperty('--height', isCovered ? `${view.height}px` : null);
    panel.style.setProperty('--top', isCovered ? `${view.offsetTop}px` : null);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
}
