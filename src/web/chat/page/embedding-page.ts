/** The page that frames this one, if its origin is allowed. */
export interface EmbeddingPage {
  /** Lets the panel and the launcher follow the language of the conversation. */
  setLanguage(locale: string): void;
  /** Asks the page to close the chat's panel. */
  requestClose(): void;
  /** Counts a message of the bot as unread while the panel is closed. */
  countUnread(): void;
}

export interface EmbeddingPageOptions {
  /** Origins of pages that may exchange messages with this one. */
  readonly allowedOrigins: readonly string[];
  readonly onOpened: (focus: boolean) => void;
}

/**
 * Exchanges messages with `widget.js`. The first hello from an allowed origin fixes that origin: messages of any other window or origin are
 * ignored, and all messages are posted to that origin only.
 */
export function connectEmbeddingPage({ onOpened, allowedOrigins }: EmbeddingPageOptions): EmbeddingPage {
  let pageOrigin: string | undefined;
  let isClosed = false;
  let unread = 0;
  let language: string | undefined;

  const post = (message: object) => {
    if (pageOrigin !== undefined) window.parent.postMessage(message, pageOrigin);
  };
  const setUnread = (count: number) => {
    unread = count;
    post({ type: 'iess-chat:unread', count });
  };

  const postLanguage = () => {
    if (language !== undefined) post({ type: 'iess-chat:language', locale: language });
  };

  const handlers: Readonly<Record<string, (message: Message) => void>> = {
    'iess-chat:hello'() {
      post({ type: 'iess-chat:ready' });
      postLanguage();
    },
    'iess-chat:opened'({ focus }) {
      isClosed = false;
      setUnread(0);
      onOpened(focus === true);
    },
    'iess-chat:closed'() {
      isClosed = true;
    },
  };

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data, origin } = event;
    if (!isFromParent(event) || !allowedOrigins.includes(origin) || !isMessage(data)) return;
    if (data.type === 'iess-chat:hello') pageOrigin ??= origin;
    if (origin === pageOrigin) handlers[data.type]?.(data);
  });

  return {
    setLanguage(locale) {
      language = locale;
      postLanguage();
    },
    requestClose() {
      post({ type: 'iess-chat:close' });
    },
    countUnread() {
      if (isClosed) setUnread(unread + 1);
    },
  };
}

interface Message {
  readonly type: string;
  readonly focus?: unknown;
}

const isFromParent = ({ source }: MessageEvent): boolean => source === window.parent && source !== window;

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
