import { createChatConnection, type ChatConnection } from '../../src/web/chat/connection/chat-connection';
import { createFakeDirectLineClients, type FakeDirectLineClients } from '../support/direct-line/fake-client';

const MINUTE = 60_000;

describe('transport of the chat page', () => {
  let clients: FakeDirectLineClients;
  let states: string[];
  let received: string[];
  let connection: ChatConnection;

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const transports = () => clients.created.map(({ options }) => (options.webSocket ? 'socket' : 'polling'));
  const polls = async () => {
    clients.newest().setStatus(2);
    await pass(0);
  };

  beforeEach(async () => {
    jest.useFakeTimers();
    clients = createFakeDirectLineClients();
    states = [];
    received = [];
    connection = createChatConnection({
      session: {
        conversationId: 'c',
        enter() {
          const since = Date.now();
          const rest = { userId: 'dl_me', domain: '', token: '', begun: true, joined: true, watermark: 'w1' };
          const conversation = { ...rest, conversationId: 'c', since, until: since + 60 * MINUTE };
          return Promise.resolve({ conversation, streamUrl: 'wss://service.example/stream' });
        },
        shown: () => undefined,
        joined: () => undefined,
      },
      createClient: clients.create,
      observeSockets: clients.observeSockets,
      repeatedPosts: 'recognized',
      listener: {
        onState: (state) => states.push(state),
        onRateLimited: () => undefined,
        onActivity: ({ id }) => received.push(id ?? ''),
      },
      random: () => 1,
    });
    await pass(0);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('switches to polling within seconds when the first socket hangs', async () => {
    await pass(4_000);
    await polls();
    expect(transports()).toEqual(['socket', 'polling']);
    expect(clients.created[0]?.isEnded).toBe(true);
    expect(states).toEqual(['online']);
  });

  it('switches to polling at once when the first socket is refused', async () => {
    clients.newest().closeSocket();
    await pass(0);
    await polls();
    expect(transports()).toEqual(['socket', 'polling']);
    expect(states).toEqual(['online']);
  });

  it('renews a polling client that may have stalled, and misses no activity', async () => {
    await pass(4_000);
    await polls();
    const [, first] = clients.created;
    await pass(MINUTE);
    first?.receive('1', 'w2');
    expect(first?.isEnded).toBe(false);
    await polls();
    expect(first?.isEnded).toBe(true);
    clients.newest().receive('1', 'w2');
    clients.newest().receive('2', 'w2');
    expect(received).toEqual(['1', '2']);
    expect(new Set(states)).toEqual(new Set(['online']));
  });

  /** Polls once a minute for so many minutes. */
  const pollFor = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await polls();
      await pass(MINUTE);
    }
  };

  it('tries a socket again after ten minutes while polling continues', async () => {
    await pass(4_000);
    await pollFor(10);
    expect(transports()).toEqual(['socket', ...Array<string>(10).fill('polling'), 'socket']);
    const polling = clients.created.at(-2);
    expect(polling?.isEnded).toBe(false);
    expect(await connection.post({ text: 'hola' })).toBe('accepted');
    expect(polling?.posted).toEqual([{ text: 'hola' }]);
    await pass(4_000);
    await pollFor(10);
    expect(transports().filter((transport) => transport === 'socket')).toHaveLength(3);
    clients.newest().openSocket();
    expect(clients.created.filter(({ isEnded }) => !isEnded)).toEqual([clients.newest()]);
    expect(new Set(states)).toEqual(new Set(['online']));
  });

  it('stays with sockets after one has opened until three in a row fail', async () => {
    clients.newest().openSocket();
    clients.newest().closeSocket();
    for (let time = 0; time < 3; time += 1) {
      await pass(2_000);
      expect(transports().at(-1)).toBe('socket');
      clients.newest().closeSocket();
    }
    await pass(0);
    expect(transports()).toEqual(['socket', 'socket', 'socket', 'socket', 'polling']);
  });
});
