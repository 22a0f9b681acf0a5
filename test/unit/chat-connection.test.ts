import { createConnection, type Connection } from '../../src/web/chat/connection';
import type { KeptConversation } from '../../src/web/chat/kept-conversation';
import type { Stay } from '../../src/web/chat/stay';
import { createFakeClients, type FakeClients } from '../support/chat-clients';

const MINUTE = 60_000;

describe('the connection of the chat page', () => {
  let clients: FakeClients;
  let heard: string[];
  let states: string[];
  let entered: number;
  let service: 'up' | 'down';
  let kind: 'new' | 'known';
  let conversation: KeptConversation;
  let connection: Connection;

  const stay: Stay = {
    enter() {
      entered += 1;
      if (service === 'down') return Promise.resolve('trouble');
      const since = Date.now();
      return Promise.resolve({
        conversation: { ...conversation, since, until: since + 30 * MINUTE },
        streamUrl: 'wss://service.example/stream',
        kind,
      });
    },
    shown(watermark) {
      conversation = { ...conversation, watermark };
    },
  };
  const begin = async (joining?: object) => {
    connection = createConnection({
      stay,
      createClient: clients.create,
      watchSockets: clients.watchSockets,
      ...(joining && { joining }),
      listener: {
        onState: (state) => states.push(state),
        onActivity: ({ id }) => heard.push(id ?? ''),
      },
      random: () => 1,
    });
    await jest.advanceTimersByTimeAsync(0);
  };
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    clients = createFakeClients();
    heard = [];
    states = [];
    entered = 0;
    service = 'up';
    kind = 'known';
    conversation = {
      conversationId: 'c',
      userId: 'dl_me',
      domain: 'https://service.example/v3/directline',
      token: 'a token',
      since: 0,
      until: 0,
      begun: true,
      watermark: '',
    };
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is there once the socket is', async () => {
    await begin();
    expect(states).toEqual([]);
    clients.client().opens();
    expect(states).toEqual(['online']);
  });

  it('comes back from a lost socket soon, from where it was, and tells everything once', async () => {
    await begin();
    clients.client().opens();
    clients.client().tell('1', 'w1');
    clients.client().tell('2', 'w2');
    // Of what lies before w2 nobody knows yet whether it was all told.
    clients.client().closes();
    expect(states).toEqual(['online', 'away']);
    await pass(500);
    expect(clients.made).toHaveLength(2);
    expect(clients.client().options).toMatchObject({ conversationId: 'c', watermark: 'w1' });
    clients.client().opens();
    clients.client().tell('2', 'w3');
    clients.client().tell('3', 'w3');
    expect(heard).toEqual(['1', '2', '3']);
    expect(states).toEqual(['online', 'away', 'online']);
  });

  it.each([3, 4, 5])('replaces a client that has come to its end (%i), and hears it no more', async (status) => {
    await begin();
    const [first] = clients.made;
    first?.opens();
    first?.turns(status);
    expect(first?.isEnded).toBe(true);
    await pass(500);
    clients.client().opens();
    first?.closes();
    expect(states).toEqual(['online', 'away', 'online']);
  });

  it('replaces a client that gets nowhere', async () => {
    await begin();
    await pass(15_000);
    expect(states).toEqual(['away']);
    await pass(500);
    expect(clients.made).toHaveLength(2);
  });

  it('waits longer from one failure to the next, up to a bound', async () => {
    service = 'down';
    await begin();
    const tries = [];
    for (let second = 0; second < 60; second += 1) {
      const before = entered;
      await pass(1_000);
      if (entered > before) tries.push(second);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 30, 45]);
  });

  it('tries at once when there is reason to hope, and only then', async () => {
    service = 'down';
    await begin();
    await pass(20_000);
    service = 'up';
    connection.hurry();
    await pass(0);
    clients.client().opens();
    expect(states.at(-1)).toBe('online');
    connection.hurry();
    await pass(0);
    expect(clients.made).toHaveLength(1);
  });

  it('doubts a connection when told to', async () => {
    await begin();
    clients.client().opens();
    connection.reconnect();
    connection.reconnect();
    await pass(0);
    expect(clients.made.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });

  it('has a new token at half of the life of the one before', async () => {
    await begin();
    clients.client().opens();
    await pass(15 * MINUTE - 1);
    expect(entered).toBe(1);
    await pass(1);
    expect(entered).toBe(2);
  });

  it('polls where no socket ever opens, and tries a socket again later', async () => {
    await begin();
    for (let time = 0; time < 3; time += 1) {
      clients.client().closes();
      await pass(5_000);
    }
    expect(clients.made.map(({ options }) => options.webSocket)).toEqual([true, true, true, false]);
    clients.client().turns(2);
    await pass(0);
    expect(states.at(-1)).toBe('online');
    await pass(65_000);
    expect(clients.client().options.webSocket).toBe(true);
  });

  it('joins a new conversation, and no other', async () => {
    kind = 'new';
    await begin({ name: 'join' });
    const [first] = clients.made;
    first?.opens();
    expect(first?.posted).toEqual([{ name: 'join' }]);
    kind = 'known';
    connection.reconnect();
    await pass(0);
    clients.client().opens();
    expect(clients.client().posted).toEqual([]);
  });

  describe('a message', () => {
    it('goes out as soon as there is a connection', async () => {
      await begin();
      const posted = connection.post({ text: 'hola' });
      clients.client().opens();
      expect(await posted).toBe('taken');
      expect(clients.client().posted).toEqual([{ text: 'hola' }]);
    });

    it('is given up when none comes', async () => {
      service = 'down';
      await begin();
      const posted = connection.post({});
      await pass(15_000);
      expect(await posted).toBe('refused');
    });

    it('that is refused says nothing against the connection', async () => {
      await begin();
      clients.client().opens();
      clients.client().answer = { status: 429 };
      expect(await connection.post({})).toBe('refused');
      await pass(0);
      expect(clients.made).toHaveLength(1);
    });

    it.each(['retry', { status: 404 }])('that comes to %j makes it connect anew', async (answer) => {
      await begin();
      clients.client().opens();
      clients.client().answer = answer;
      expect(await connection.post({})).toBe('unsure');
      await pass(0);
      expect(clients.made).toHaveLength(2);
    });
  });
});
