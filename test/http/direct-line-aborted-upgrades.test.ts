import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { systemRandom as random } from '../../src/adapters/system/random';
import { createCallLimit } from '../../src/http/guards/rates';
import { createStreamServer } from '../../src/http/routes/direct-line/stream-server';
import type { UpgradeHandler } from '../../src/http/server/server';
import type { FeedId, Watermark } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { createFakeDirectLine, createFakeChatTokens } from '../support/direct-line/fake-direct-line';
import { openStream } from '../support/direct-line/stream-client';

/** Streams on a server of the test's own, which sees when a connection is gone. One seat; either wait lasts until it is let go. */
describe('whoever leaves while a stream of Direct Line is being opened', () => {
  const line = createFakeDirectLine();
  const tokens = createFakeChatTokens();
  const visitor = { conversation: 'a-conversation' as FeedId, user: 'dl_a-visitor' };
  const verifying = createGate();
  const following = createGate();
  const errors: unknown[] = [];
  let server: Server;
  let streams: UpgradeHandler;
  let url: string;

  beforeAll(async () => {
    await line.start(visitor, 'es');
    streams = createStreamServer({
      random,
      limits: { ...chatLimits, sockets: 1 },
      countCall: createCallLimit(chatLimits),
      publicUrl: 'http://localhost',
      widgetOrigins: [],
      onError: (error) => errors.push(error),
      tokens: { ...tokens, verify: (token, use) => verifying.pass().then(() => tokens.verify(token, use)) },
      directLine: { ...line, follow: (one, listener) => following.pass().then(() => line.follow(one, listener)) },
    });
    server = createServer().on('upgrade', (request, socket, head) => {
      streams.upgrade(request, socket, head);
    });
    await once(server.listen(0), 'listening');
    const { token } = await tokens.sign(visitor, 'listen');
    const { port } = server.address() as AddressInfo;
    url = `ws://localhost:${port}/v3/directline/conversations/${visitor.conversation}/stream?watermark=${START}&t=${token}`;
  });
  afterAll(async () => {
    streams.close();
    server.close();
    await once(server, 'close');
  });

  const openAndCut = async (gate: Gate) => {
    const held = gate.hold();
    const ws = new WebSocket(url).on('error', () => undefined);
    const [, socket] = (await once(server, 'upgrade')) as [unknown, Socket];
    await held;
    socket.destroy();
    await once(socket, 'close');
    return ws;
  };

  /** The only seat is free. */
  const expectRoom = async () => {
    const [ear, [, socket]] = await Promise.all([
      openStream(url),
      once(server, 'upgrade') as Promise<[unknown, Socket]>,
    ]);
    ear.ws.close();
    await once(socket, 'close');
    expect(errors).toEqual([]);
  };

  it('takes no seat, before it is known who it is', async () => {
    await openAndCut(verifying);
    verifying.open();
    await new Promise(setImmediate);
    await expectRoom();
  });

  it('is followed by nobody, once the stream is open', async () => {
    await openAndCut(following);
    expect(line.followerCount(visitor.conversation)).toBe(0);
    following.open();
    await new Promise(setImmediate);
    await expectRoom();
    expect(line.followerCount(visitor.conversation)).toBe(0);
  });
});

const START = '' as Watermark;

interface Gate {
  /** Holds whoever comes next. @returns when somebody has come */
  hold(): Promise<void>;
  /** For those who come. */
  pass(): Promise<void>;
  open(): void;
}

function createGate(): Gate {
  let arrive: (() => void) | undefined;
  let release = () => {};
  return {
    hold: () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
    pass() {
      if (!arrive) return Promise.resolve();
      arrive();
      arrive = undefined;
      return new Promise((resolve) => {
        release = resolve;
      });
    },
    open: () => {
      release();
    },
  };
}
