import { createElement } from './elements';
import { parseMessageFromChat, type MessageFromChat, type MessageToChat } from './frame-messages';

export interface ChatFrame {
  readonly element: HTMLIFrameElement;
  /** Posts to the chat's origin only, so that no other page in the frame can read the message. */
  post(message: MessageToChat): void;
  /** Removes the frame and its listener. */
  remove(): void;
}

/** Creates the chat's frame and says hello after each load, because the chat only answers a page that has said hello. */
export function createChatFrame(chat: URL, title: string, onMessage: (message: MessageFromChat) => void): ChatFrame {
  // The service must not learn the URLs of the institution's pages.
  const element = createElement('iframe', { title, referrerpolicy: 'no-referrer' });
  const removed = new AbortController();

  const post = (message: MessageToChat) => {
    element.contentWindow?.postMessage(message, chat.origin);
  };
  element.addEventListener('load', () => {
    post({ type: 'iess-chat:hello' });
  });
  const onWindowMessage = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== element.contentWindow || origin !== chat.origin) return;
    const message = parseMessageFromChat(data);
    if (message !== undefined) onMessage(message);
  };
  addEventListener('message', onWindowMessage, { signal: removed.signal });
  element.src = chat.href;

  return {
    element,
    post,
    remove() {
      removed.abort();
      element.remove();
    },
  };
}
