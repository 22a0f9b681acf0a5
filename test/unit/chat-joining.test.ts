import { createConnection, type Connection } from '../../src/web/chat/connection';
import type { DirectLineCalls } from '../../src/web/chat/direct-line-calls';
import { createKeeper } from '../../src/web/chat/kept-conversation';
import { createStay } from '../../src/web/chat/stay';
import { createFakeClients, type FakeClients } from '../support/chat-clients';
import { createTabStorage } from '../support/tab-storage';

const MINUTE = 60_000;
const JOIN = { type: 'event', name: 'webchat/join' };

describe('joining a conversation whose service does not greet by itself', () => {
  let clients: FakeClients;
  let storage: Storage;
  let invitations: number;
  let isForgetful: boolean;
  let held: Promise<void> | undefined;
  let connection: Connection;

  const calls: DirectLineCalls = {
    invite() {
      invitations += 1;
      const since = Date.now();
      const rest = { userId: 'dl_me', domain: 'https://service.example', token: 'a token', since, watermark: '' };
      const conversationId = String(invitations);
      return Promise.resolve({ ...rest, conversationId, until: since + 30 * MINUTE, begun: false, joined: false });
    },
    async enter(conversation) {
      await held;
      if (isForgetful && conversation.begun) return 'gone';
      const since = Date.now();
      const renewed = { ...conversation, begun: true, since, until: since + 30 * MINUTE };
      return { conversation: renewed, streamUrl: 'wss://service.example/stream' };
    },
  };
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  /** A page that has just been loaded in this tab. */
  const load = async () => {
    connection = createConnection({
      stay: createStay({ calls, keeper: createKeeper(() => storage), onGone: () => undefined }),
      createClient: clients.create,
      joining: JOIN,
      watchSockets: clients.watchSockets,
      postedAgain: 'another',
      listener: { onState: () => undefined, onBusy: () => undefined, onActivity: () => undefined },
      random: () => 1,
    });
    await pass(0);
  };
  const opens = async () => {
    clients.client().opens();
    await pass(0);
  };
  const joins = () => clients.made.map(({ posted }) => posted.filter((activity) => activity === JOIN).length);

  beforeEach(() => {
    jest.useFakeTimers();
    clients = createFakeClients();
    storage = createTabStorage();
    invitations = 0;
    isForgetful = false;
    held = undefined;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is done once, whatever comes afterwards', async () => {
    await load();
    await opens();
    connection.reconnect();
    await pass(0);
    await opens();
    await load();
    await opens();
    expect(joins()).toEqual([1, 0, 0]);
  });

  it('comes before what the person says', async () => {
    await load();
    void connection.post({ text: 'hola' });
    await opens();
    expect(clients.client().posted).toEqual([JOIN, { text: 'hola' }]);
  });

  it('is done over the first line that comes online, when the one before never did', async () => {
    await load();
    clients.client().closes();
    await pass(0);
    clients.client().turns(2);
    await pass(0);
    expect(joins()).toEqual([0, 1]);
    expect(invitations).toBe(1);
  });

  it('is done by the page loaded next, when this one was left before it was online', async () => {
    await load();
    await load();
    await opens();
    expect(joins()).toEqual([0, 1]);
    expect(invitations).toBe(1);
  });

  it.each(['retry', new Error('no connection'), { status: 404 }])(
    'is done again later and later while nobody took it (%p)',
    async (answer) => {
      await load();
      for (const wait of [500, 1_000, 2_000]) {
        clients.client().answer = answer;
        const { length } = clients.made;
        await opens();
        await pass(wait - 1);
        expect(clients.made).toHaveLength(length);
        await pass(1);
      }
      await opens();
      connection.reconnect();
      await pass(0);
      await opens();
      expect(joins()).toEqual([1, 1, 1, 1, 0]);
    },
  );

  it('is not forgotten when it is taken while a new token is on its way', async () => {
    await load();
    let release: () => void = () => undefined;
    held = new Promise((resolve) => {
      release = resolve;
    });
    clients.client().opens();
    connection.reconnect();
    await pass(0);
    release();
    await pass(0);
    await opens();
    expect(joins()).toEqual([1, 0]);
  });

  it('is done anew in a new conversation', async () => {
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
