/** The page around this one, when there is one that may speak with it. */
export interface EmbeddingPage {
  /** Asks it to put the chat away. */
  requestClose(): void;
  /** The bot wrote; counts while the chat is put away. */
  countUnread(): void;
}

export interface EmbeddingPageOptions {
  /** Origins of pages that may speak with this one. */
  readonly allowedOrigins: readonly string[];
  readonly onOpened: (focus: boolean) => void;
}

/**
 * Speaks with `widget.js`. The first hello of an allowed page decides to whom: what comes from any other window or origin is not
 * heard, and nothing is said that another origin could read.
 */
export function connectEmbeddingPage({ onOpened, allowedOrigins }: EmbeddingPageOptions): EmbeddingPage {
  let host: string | undefined;
  let isAway = false;
  let unread = 0;

  const say = (message: object) => {
    if (host !== undefined) window.parent.postMessage(message, host);
  };
  const count = (next: number) => {
    unread = next;
    say({ type: 'iess-chat:unread', count: unread });
  };

  const hear: Readonly<Record<string, (message: Message) => void>> = {
    'iess-chat:hello'() {
      say({ type: 'iess-chat:ready' });
    },
    'iess-chat:opened'({ focus }) {
      isAway = false;
      count(0);
      onOpened(focus === true);
    },
    'iess-chat:closed'() {
      isAway = true;
    },
  };

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data, origin } = event;
    if (!isFromAround(event) || !allowedOrigins.includes(origin) || !isMessage(data)) return;
    if (data.type === 'iess-chat:hello') host ??= origin;
    if (origin === host) hear[data.type]?.(data);
  });

  return {
    requestClose() {
      say({ type: 'iess-chat:close' });
    },
    countUnread() {
      if (isAway) count(unread + 1);
    },
  };
}

interface Message {
  readonly type: string;
  readonly focus?: unknown;
}

const isFromAround = ({ source }: MessageEvent): boolean => source === window.parent && source !== window;

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
