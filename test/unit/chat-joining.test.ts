import { createChatConnection, type ChatConnection } from '../../src/web/chat/connection/chat-connection';
import type { DirectLineApi } from '../../src/web/chat/connection/direct-line-api';
import { createConversationStorage } from '../../src/web/chat/connection/stored-conversation';
import { createConversationSession } from '../../src/web/chat/connection/conversation-session';
import { createFakeDirectLineClients, type FakeDirectLineClients } from '../support/direct-line/fake-client';
import { createTabStorage } from '../support/browser/tab-storage';

const MINUTE = 60_000;
const JOIN = { type: 'event', name: 'webchat/join' };

describe('joining a conversation when the bot does not greet by itself', () => {
  let clients: FakeDirectLineClients;
  let storage: Storage;
  let invitations: number;
  let isForgetful: boolean;
  let held: Promise<void> | undefined;
  let connection: ChatConnection;

  const calls: DirectLineApi = {
    requestConversation() {
      invitations += 1;
      const since = Date.now();
      const rest = { userId: 'dl_me', domain: 'https://service.example', token: 'a token', since, watermark: '' };
      const conversationId = String(invitations);
      return Promise.resolve({ ...rest, conversationId, until: since + 30 * MINUTE, begun: false, joined: false });
    },
    async openConversation(conversation) {
      await held;
      if (isForgetful && conversation.begun) return 'gone';
      const since = Date.now();
      const renewed = { ...conversation, begun: true, since, until: since + 30 * MINUTE };
      return { conversation: renewed, streamUrl: 'wss://service.example/stream' };
    },
  };
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  /** Simulates a page that has just been loaded in this tab. */
  const load = async () => {
    connection = createChatConnection({
      session: createConversationSession({
        api: calls,
        storage: createConversationStorage(() => storage),
        onGone: () => undefined,
      }),
      createClient: clients.create,
      joining: JOIN,
      observeSockets: clients.observeSockets,
      repeatedPosts: 'new-activity',
      listener: { onState: () => undefined, onRateLimited: () => undefined, onActivity: () => undefined },
      random: () => 1,
    });
    await pass(0);
  };
  const opens = async () => {
    clients.newest().openSocket();
    await pass(0);
  };
  const joins = () => clients.created.map(({ posted }) => posted.filter((activity) => activity === JOIN).length);

  beforeEach(() => {
    jest.useFakeTimers();
    clients = createFakeDirectLineClients();
    storage = createTabStorage();
    invitations = 0;
    isForgetful = false;
    held = undefined;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('joins the conversation once, whatever happens afterwards', async () => {
    await load();
    await opens();
    connection.reconnect();
    await pass(0);
    await opens();
    await load();
    await opens();
    expect(joins()).toEqual([1, 0, 0]);
  });

  it('joins the conversation before the person’s first message is sent', async () => {
    await load();
    void connection.post({ text: 'hola' });
    await opens();
    expect(clients.newest().posted).toEqual([JOIN, { text: 'hola' }]);
  });

  it('joins the conversation over the first connection that comes online when the earlier one never did', async () => {
    await load();
    clients.newest().closeSocket();
    await pass(0);
    clients.newest().setStatus(2);
    await pass(0);
    expect(joins()).toEqual([0, 1]);
    expect(invitations).toBe(1);
  });

  it('joins the conversation after a reload when the earlier page was left before it was online', async () => {
    await load();
    await load();
    await opens();
    expect(joins()).toEqual([0, 1]);
    expect(invitations).toBe(1);
  });

  it.each(['retry', new Error('no connection'), { status: 404 }])(
    'tries to join the conversation again at growing intervals while the post fails (%p)',
    async (answer) => {
      await load();
      for (const wait of [500, 1_000, 2_000]) {
        clients.newest().postResult = answer;
        const { length } = clients.created;
        await opens();
        await pass(wait - 1);
        expect(clients.created).toHaveLength(length);
        await pass(1);
      }
      await opens();
      connection.reconnect();
      await pass(0);
      await opens();
      expect(joins()).toEqual([1, 1, 1, 1, 0]);
    },
  );

  it('joins the conversation once although a new token was on its way', async () => {
    await load();
    let release: () => void = () => undefined;
    held = new Promise((resolve) => {
      release = resolve;
    });
    clients.newest().openSocket();
    connection.reconnect();
    await pass(0);
    release();
    await pass(0);
    await opens();
    expect(joins()).toEqual([1, 0]);
  });

  it('joins a new conversation as well', async () => {
    await load();
    await opens();
    isForgetful = true;
    connection.reconnect();
    await pass(0);
    await opens();
    expect(invitations).toBe(2);
    expect(joins()).toEqual([1, 1]);
  });
});
