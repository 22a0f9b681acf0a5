import { createChatConnection, type ChatConnection } from '../../src/web/chat/connection/chat-connection';
import type { CallFailure } from '../../src/web/chat/connection/direct-line-api';
import type { StoredConversation } from '../../src/web/chat/connection/stored-conversation';
import type { ConversationSession } from '../../src/web/chat/connection/conversation-session';
import { createFakeDirectLineClients, type FakeDirectLineClients } from '../support/direct-line/fake-client';

const MINUTE = 60_000;
const DOWN: CallFailure = { retryAfter: 0 };

describe('chat page connection', () => {
  let clients: FakeDirectLineClients;
  let received: string[];
  let states: string[];
  let entered: number;
  let failure: CallFailure | undefined;
  let conversation: StoredConversation;
  let repeatedPosts: 'recognized' | 'new-activity';
  let connection: ChatConnection;

  const session: ConversationSession = {
    get conversationId() {
      return conversation.conversationId;
    },
    enter() {
      entered += 1;
      if (failure !== undefined) return Promise.resolve(failure);
      const since = Date.now();
      return Promise.resolve({
        conversation: { ...conversation, since, until: since + 30 * MINUTE },
        streamUrl: 'wss://service.example/stream',
      });
    },
    shown(_conversationId, watermark) {
      conversation = { ...conversation, watermark };
    },
    joined: () => undefined,
  };
  const begin = async () => {
    connection = createChatConnection({
      session,
      createClient: clients.create,
      observeSockets: clients.observeSockets,
      repeatedPosts,
      listener: {
        onState: (state) => states.push(state),
        onRateLimited: (ms) => states.push(`busy ${ms}`),
        onActivity: ({ id }) => received.push(id ?? ''),
      },
      random: () => 1,
    });
    await jest.advanceTimersByTimeAsync(0);
  };
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    clients = createFakeDirectLineClients();
    received = [];
    states = [];
    entered = 0;
    failure = undefined;
    repeatedPosts = 'recognized';
    conversation = {
      conversationId: 'c',
      userId: 'dl_me',
      domain: 'https://service.example/v3/directline',
      token: 'a token',
      since: 0,
      until: 0,
      begun: true,
      joined: true,
      watermark: '',
    };
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('goes online as soon as the socket is open', async () => {
    await begin();
    expect(states).toEqual([]);
    clients.newest().openSocket();
    expect(states).toEqual(['online']);
  });

  it('reconnects soon after a lost socket, resumes at its place and delivers each activity once', async () => {
    await begin();
    clients.newest().openSocket();
    clients.newest().receive('1', 'w1');
    clients.newest().receive('2', 'w2');
    // It is still unknown whether everything before w2 was delivered.
    clients.newest().closeSocket();
    expect(states).toEqual(['online', 'away']);
    await pass(500);
    expect(clients.created).toHaveLength(2);
    expect(clients.newest().options).toMatchObject({ conversationId: 'c', watermark: 'w1' });
    clients.newest().openSocket();
    clients.newest().receive('2', 'w3');
    clients.newest().receive('3', 'w3');
    expect(received).toEqual(['1', '2', '3']);
    expect(states).toEqual(['online', 'away', 'online']);
  });

  it.each([3, 4, 5])('replaces a client that ended in state %i and ignores its later events', async (status) => {
    await begin();
    const [first] = clients.created;
    first?.openSocket();
    first?.setStatus(status);
    expect(first?.isEnded).toBe(true);
    await pass(500);
    clients.newest().openSocket();
    first?.closeSocket();
    expect(states).toEqual(['online', 'away', 'online']);
  });

  it('waits longer after each failure, up to an upper bound', async () => {
    failure = DOWN;
    await begin();
    const tries = [];
    for (let second = 0; second < 60; second += 1) {
      const before = entered;
      await pass(1_000);
      if (entered > before) tries.push(second);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 30, 45]);
  });

  it('retries at once after a sign of recovery, and only then', async () => {
    failure = DOWN;
    await begin();
    await pass(20_000);
    failure = undefined;
    connection.retryNow();
    await pass(0);
    clients.newest().openSocket();
    expect(states.at(-1)).toBe('online');
    connection.retryNow();
    await pass(0);
    expect(clients.created).toHaveLength(1);
  });

  it('checks the connection when asked to', async () => {
    await begin();
    clients.newest().openSocket();
    connection.reconnect();
    connection.reconnect();
    await pass(0);
    expect(clients.created.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });

  it('renews the token at half of its lifetime without going offline', async () => {
    await begin();
    clients.newest().openSocket();
    await pass(15 * MINUTE - 1);
    expect(entered).toBe(1);
    await pass(1);
    expect(clients.created.map(({ isEnded }) => isEnded)).toEqual([false, false]);
    clients.newest().openSocket();
    expect(clients.created.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(new Set(states)).toEqual(new Set(['online']));
  });

  it('keeps a working connection while the service asks it to wait, and drops what the service rejects for good', async () => {
    await begin();
    clients.newest().openSocket();
    failure = { retryAfter: 30_000 };
    await pass(15 * MINUTE);
    expect(entered).toBe(2);
    await pass(29_999);
    expect([entered, states]).toEqual([2, ['online']]);
    failure = { retryAfter: 'never' };
    await pass(1);
    expect(states).toEqual(['online', 'away', 'broken']);
    connection.retryNow();
    connection.reconnect();
    await pass(10 * MINUTE);
    expect(entered).toBe(3);
  });

  it('reports a rate limit and reconnects by itself when the limit allows it', async () => {
    failure = { retryAfter: 60_000, rateLimitedFor: 90_000 };
    await begin();
    expect(states).toEqual(['away', 'busy 90000']);
    failure = { retryAfter: 30_000, rateLimitedFor: 30_000 };
    await pass(60_000);
    expect(states).toEqual(['away', 'busy 90000', 'away', 'busy 30000']);
    failure = undefined;
    await pass(30_000);
    clients.newest().openSocket();
    expect(states.at(-1)).toBe('online');
  });

  describe('messages sent from the chat page', () => {
    it('sends a message as soon as there is a connection', async () => {
      await begin();
      const posted = connection.post({ text: 'hola' });
      clients.newest().openSocket();
      expect(await posted).toBe('accepted');
      expect(clients.newest().posted).toEqual([{ text: 'hola' }]);
    });

    it('gives a message up when no connection opens', async () => {
      failure = DOWN;
      await begin();
      const posted = connection.post({});
      await pass(24_000);
      expect(await posted).toBe('refused');
    });

    it('never sends a message into another conversation than the one it was written in', async () => {
      await begin();
      const posted = connection.post({ text: 'hola' });
      conversation = { ...conversation, conversationId: 'another' };
      clients.newest().closeSocket();
      await pass(0);
      clients.newest().setStatus(2);
      await pass(0);
      expect(await posted).toBe('refused');
      expect(clients.newest().posted).toEqual([]);
    });

    it('keeps the connection after the service rejects a message', async () => {
      await begin();
      clients.newest().openSocket();
      clients.newest().postResult = { status: 429 };
      expect(await connection.post({})).toBe('refused');
      await pass(0);
      expect(clients.created).toHaveLength(1);
    });

    it('reconnects when a message fails because its conversation is gone', async () => {
      await begin();
      clients.newest().openSocket();
      clients.newest().postResult = { status: 404 };
      expect(await connection.post({})).toBe('gone');
      await pass(0);
      expect(clients.created).toHaveLength(2);
    });
  });

  describe('message whose delivery is unknown', () => {
    const posts = () => clients.created.flatMap(({ posted }) => posted);

    /** Fails the post over this connection; the next connection opens at once. */
    const fail = async (answer: string | object = 'retry') => {
      clients.newest().postResult = answer;
      clients.newest().openSocket();
      await pass(0);
    };

    it('posts a message with unknown delivery again over the next connection until it is accepted', async () => {
      await begin();
      const posted = connection.post({ text: 'hola' });
      await fail();
      await fail(new Error('no connection'));
      await pass(500);
      expect(posts()).toHaveLength(1 + 1);
      clients.newest().openSocket();
      await pass(1_000);
      expect(await posted).toBe('accepted');
      expect(posts()).toEqual(Array(3).fill({ text: 'hola' }));
    });

    it('posts a message with unknown delivery at growing intervals and gives it up in time', async () => {
      await begin();
      const posted = connection.post({});
      const tries: number[] = [];
      for (let ms = 0; ms < 40_000; ms += 500) {
        await fail();
        tries.push(...Array<number>(posts().length - tries.length).fill(ms));
        await pass(500);
      }
      expect(tries).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500]);
      expect(await posted).toBe('refused');
    });

    it.each([
      [429, 'refused'],
      [404, 'gone'],
    ])('stops posting a message with unknown delivery after the service answered %i', async (status, outcome) => {
      await begin();
      const posted = connection.post({});
      await fail();
      await pass(500);
      await fail({ status });
      expect(await posted).toBe(outcome);
      await pass(40_000);
      expect(posts()).toHaveLength(2);
    });

    it('a message with unknown delivery is not posted in another conversation', async () => {
      await begin();
      const posted = connection.post({});
      conversation = { ...conversation, conversationId: 'another' };
      await fail();
      clients.newest().openSocket();
      await pass(500);
      expect(await posted).toBe('refused');
      expect(posts()).toHaveLength(1);
    });

    it('posts a message only once when a second post would be another message', async () => {
      repeatedPosts = 'new-activity';
      await begin();
      const posted = connection.post({});
      await fail();
      expect(await posted).toBe('unsure');
      expect(clients.created).toHaveLength(2);
      await fail();
      await pass(40_000);
      expect(posts()).toHaveLength(1);
    });
  });
});
