import { randomUUID } from 'node:crypto';
import { DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { createChatConnection } from '../../../src/web/chat/connection/chat-connection';
import { createDirectLineApi } from '../../../src/web/chat/connection/direct-line-api';
import { createConversationStorage } from '../../../src/web/chat/connection/stored-conversation';
import { createConversationSession } from '../../../src/web/chat/connection/conversation-session';
import type { SocketObserver } from '../../../src/web/chat/connection/socket-observer';
import type {
  WebChatActivity,
  DirectLineClient,
  DirectLineClientOptions,
} from '../../../src/web/chat/web-chat/web-chat';
import { FetchXmlHttpRequest } from './xml-http-request';
import { createTabStorage } from '../browser/tab-storage';

/** A visitor of the website's chat: the page's own connection over Microsoft's client, without the user interface. */
export interface WebsiteVisitor {
  /** Sends a message as the page does, with retries while its delivery is unknown. @throws Error when it was given up */
  say(text: string): Promise<void>;
  /** Returns the bot's messages in the order of display. */
  said(): readonly string[];
  /** Returns the visitor's own messages as displayed. */
  ownTexts(): readonly string[];
  /** The states of the page's connection. */
  readonly states: readonly string[];
  /** Leaves the page. */
  end(): void;
}

/** Maps a socket's conversation to its visitor, because several visitors share this process. */
const observers = new Map<string, SocketObserver>();

class WatchedSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    const observer = observers.get(/conversations\/([^/]+)\/stream/.exec(url)?.[1] ?? '');
    this.addEventListener('open', () => observer?.onOpen());
    this.addEventListener('close', () => observer?.onClose());
  }
}

export function openWebsiteChat(url: string): WebsiteVisitor {
  Object.assign(globalThis, { WebSocket: WatchedSocket, XMLHttpRequest: FetchXmlHttpRequest });
  const shown: WebChatActivity[] = [];
  const states: string[] = [];
  const storage = createTabStorage();
  let newestConversation = '';
  let user = '';
  let hasLeft = false;

  const api = createDirectLineApi(`${url}/api/token`, () => 'es');
  const connection = createChatConnection({
    session: createConversationSession({
      api: {
        ...api,
        // The page's connection has no other way to end.
        openConversation: (kept) => (hasLeft ? Promise.resolve({ retryAfter: 'never' }) : api.openConversation(kept)),
      },
      storage: createConversationStorage(() => storage),
      onGone: () => states.push('anew'),
    }),
    createClient(options: DirectLineClientOptions) {
      newestConversation = options.conversationId;
      return Promise.resolve(new DirectLine({ ...options }) as unknown as DirectLineClient);
    },
    observeSockets(observer) {
      observers.set(newestConversation, observer);
    },
    listener: {
      onState: (state) => states.push(state),
      onRateLimited: () => states.push('busy'),
      onActivity(activity, { userId }) {
        user = userId;
        if (activity.type === 'message') shown.push(activity);
      },
    },
    repeatedPosts: 'recognized',
    random: () => 0.5,
  });

  const texts = (isOwn: boolean) =>
    shown
      .filter(({ from }) => (from?.id === user) === isOwn)
      .map((activity) => (activity as { text?: string }).text ?? '');

  return {
    async say(text) {
      const channelData = { clientActivityID: randomUUID() };
      const posted = await connection.post({ type: 'message', text, from: { id: 'user' }, channelData });
      if (posted !== 'accepted') throw new Error(`"${text}" was ${posted}; ${states.join()}`);
    },
    said: () => texts(false),
    ownTexts: () => texts(true),
    states,
    end() {
      hasLeft = true;
      connection.reconnect();
    },
  };
}
