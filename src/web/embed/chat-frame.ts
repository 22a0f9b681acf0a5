import { createElement } from './elements';
import { parseMessageFromChat, type MessageFromChat, type MessageToChat } from './frame-messages';

export interface ChatFrame {
  readonly element: HTMLIFrameElement;
  /** Heard by the chat alone, and by no other page that may stand in the frame. */
  post(message: MessageToChat): void;
  /** Takes the chat off the page. */
  remove(): void;
}

/** The chat in its frame, greeted each time it has loaded: it speaks only to a page that has said hello. */
export function createChatFrame(chat: URL, title: string, hear: (message: MessageFromChat) => void): ChatFrame {
  // The addresses of the institution's pages are nobody's business, ours included.
  const element = createElement('iframe', { title, referrerpolicy: 'no-referrer' });
  const gone = new AbortController();

  const tell = (message: MessageToChat) => {
    element.contentWindow?.postMessage(message, chat.origin);
  };
  element.addEventListener('load', () => {
    tell({ type: 'iess-chat:hello' });
  });
  const onMessage = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== element.contentWindow || origin !== chat.origin) return;
    const message = parseMessageFromChat(data);
    if (message !== undefined) hear(message);
  };
  addEventListener('message', onMessage, { signal: gone.signal });
  element.src = chat.href;

  return {
    element,
    post: tell,
    remove() {
      gone.abort();
      element.remove();
    },
  };
}
