import type { Locale } from '../../domain/locale';
import { createChatFrame, type ChatFrame } from './chat-frame';
import { createElement } from './elements';
import { createLauncher } from './launcher';
import { createOpener } from './opener';
import { storeOpenState } from './open-state';
import type { MessageFromChat } from './frame-messages';
import { createPanel, type ChatLoadState } from './panel';
import type { EmbedSettings } from './settings';
import { createStyle } from './style';
import { embedTexts } from './texts';

export interface Widget {
  readonly element: HTMLElement;
  /** `focus`: moves the focus into the chat, because the person opened it. Otherwise the focus stays where it is. */
  readonly open: (focus: boolean) => void;
  readonly close: () => void;
}

/** Time for the chat to answer before the panel offers a link to it instead (ms). */
const LOAD_TIMEOUT = 8_000;
const PANEL = 'panel';

/** Creates launcher, panel and chat in one element with a shadow root, so that its styles and those of the page do not mix. */
export function createWidget({ chat, locale: first, side }: EmbedSettings): Widget {
  let texts = embedTexts(first);
  const element = document.createElement('iess-chat');
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [createStyle()];
  const launcher = createLauncher(texts, PANEL);
  const onClose = () => {
    close();
  };
  const onLayoutChange = () => {
    if (state !== 'ready') return;
    wantsFocus = root.activeElement === frame?.element;
    postOpenState();
  };
  const panel = createPanel({ id: PANEL, texts, chat, onClose, onLayoutChange });
  const container = createElement('div', { class: side, lang: first }, launcher.button, launcher.status, panel.dialog);
  root.append(container);
  const opener = createOpener(element, launcher.button);

  let frame: ChatFrame | undefined;
  let state: 'none' | ChatLoadState = 'none';
  let loadTimer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  let wantsFocus = false;

  const setState = (next: ChatLoadState) => {
    state = next;
    panel.setLoadState(next);
  };

  /** Follows the language of the conversation. */
  const changeLocale = (locale: Locale) => {
    texts = embedTexts(locale);
    container.lang = locale;
    launcher.setTexts(texts);
    panel.setTexts(texts);
    if (frame !== undefined) frame.element.title = texts['embed.title'];
  };

  const load = () => {
    frame?.remove();
    frame = createChatFrame(chat, texts['embed.title'], onMessage);
    panel.dialog.append(frame.element);
    setState('loading');
    clearTimeout(loadTimer);
    loadTimer = setTimeout(() => {
      setState('not-loading');
    }, LOAD_TIMEOUT);
  };

  const postOpenState = () => {
    if (!isOpen) {
      frame?.post({ type: 'iess-chat:closed' });
      return;
    }
    if (wantsFocus) frame?.element.focus();
    frame?.post({ type: 'iess-chat:opened', focus: wantsFocus });
    wantsFocus = false;
  };

  /** Whether the chat may take the focus once it has loaded. A focus that moved meanwhile stays, except on the notice's link, which disappears. */
  const mayTakeFocus = (wasRequested: boolean) => {
    const { activeElement } = root;
    return activeElement === panel.dialog ? wasRequested : activeElement instanceof HTMLAnchorElement;
  };

  const onMessage = (message: MessageFromChat) => {
    switch (message.type) {
      case 'iess-chat:ready':
        clearTimeout(loadTimer);
        wantsFocus = mayTakeFocus(wantsFocus);
        setState('ready');
        postOpenState();
        return;
      case 'iess-chat:close':
        close();
        return;
      case 'iess-chat:language':
        changeLocale(message.locale);
        return;
      case 'iess-chat:unread':
        if (!isOpen) launcher.setUnread(message.count);
        return;
    }
  };

  const open = (focus: boolean) => {
    if (focus) opener.remember(isOpen);
    if (!isOpen) panel.open();
    isOpen = true;
    launcher.setExpanded(true);
    launcher.setUnread(0);
    storeOpenState('open');
    wantsFocus = focus;
    if (state === 'none' || state === 'not-loading') load();
    if (focus) panel.dialog.focus();
    if (state === 'ready') postOpenState();
  };

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    const hadFocus = panel.dialog.contains(root.activeElement);
    panel.close();
    launcher.setExpanded(false);
    storeOpenState('closed');
    if (hadFocus) opener.focus();
    // Only once the chat has loaded: before, the browser would log an error about the origin on the institution's page.
    if (state === 'ready') postOpenState();
  };

  launcher.button.addEventListener('click', () => {
    if (isOpen) close();
    else open(true);
  });
  return { element, open, close };
}
