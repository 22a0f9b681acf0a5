import { createChatFrame, type ChatFrame } from './chat-frame';
import { createElement } from './elements';
import { createLauncher } from './launcher';
import { storeOpenState } from './open-state';
import type { MessageFromChat } from './frame-messages';
import { createPanel } from './panel';
import type { EmbedSettings } from './settings';
import { createStyle } from './style';
import { embedTexts } from './texts';

export interface Widget {
  readonly element: HTMLElement;
  /** `focus`: the person asked for it, and wants to write at once. Otherwise the focus stays where it is. */
  readonly open: (focus: boolean) => void;
  readonly close: () => void;
}

/** How long the chat may take to answer before the person is offered another way to it (ms). */
const PATIENCE = 8_000;
const PANEL = 'panel';

/** Launcher, panel and chat in one element, whose styles neither leave it nor are reached from outside. */
export function createWidget({ chat, locale, side }: EmbedSettings): Widget {
  const words = embedTexts(locale);
  const element = document.createElement('iess-chat');
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [createStyle()];
  const launcher = createLauncher(words, PANEL);
  const onClose = () => {
    close();
  };
  const onReshape = () => {
    if (state !== 'ready') return;
    wantsFocus = root.activeElement === frame?.element;
    greet();
  };
  const panel = createPanel({ id: PANEL, words, chat, onClose, onLayoutChange: onReshape });
  root.append(createElement('div', { class: side, lang: locale }, launcher.button, launcher.status, panel.dialog));

  let frame: ChatFrame | undefined;
  let state: 'none' | 'loading' | 'late' | 'ready' = 'none';
  let patience: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  let wantsFocus = false;

  const wait = (next: 'loading' | 'late' | 'ready') => {
    state = next;
    panel.setLoadState(next);
  };

  const load = () => {
    frame?.remove();
    frame = createChatFrame(chat, words['embed.title'], hear);
    panel.dialog.append(frame.element);
    wait('loading');
    clearTimeout(patience);
    patience = setTimeout(() => {
      wait('late');
    }, PATIENCE);
  };

  const greet = () => {
    if (!isOpen) {
      frame?.post({ type: 'iess-chat:closed' });
      return;
    }
    if (wantsFocus) frame?.element.focus();
    frame?.post({ type: 'iess-chat:opened', focus: wantsFocus });
    wantsFocus = false;
  };

  /** Whoever went elsewhere while the chat loaded stays there, unless it goes away: the link of the notice. */
  const isFreeToGo = (asked: boolean) => {
    const { activeElement } = root;
    return activeElement === panel.dialog ? asked : activeElement instanceof HTMLAnchorElement;
  };

  const hear = (message: MessageFromChat) => {
    switch (message.type) {
      case 'iess-chat:ready':
        clearTimeout(patience);
        wantsFocus = isFreeToGo(wantsFocus);
        wait('ready');
        greet();
        return;
      case 'iess-chat:close':
        close();
        return;
      case 'iess-chat:unread':
        if (!isOpen) launcher.setUnread(message.count);
        return;
    }
  };

  const open = (focus: boolean) => {
    if (!isOpen) panel.open();
    isOpen = true;
    launcher.setExpanded(true);
    launcher.setUnread(0);
    storeOpenState('open');
    wantsFocus = focus;
    if (state === 'none' || state === 'late') load();
    if (focus) panel.dialog.focus();
    if (state === 'ready') greet();
  };

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    const hadFocus = panel.dialog.contains(root.activeElement);
    panel.close();
    launcher.setExpanded(false);
    storeOpenState('closed');
    if (hadFocus) launcher.button.focus();
    // Not before it is there: the browser would complain on the institution's page that nobody of this origin listens.
    if (state === 'ready') greet();
  };

  launcher.button.addEventListener('click', () => {
    if (isOpen) close();
    else open(true);
  });
  return { element, open, close };
}
