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

/** The streams run on a plain server, so that the test sees when a socket closes. One stream is allowed. Gates delay both waits. */
describe('aborted upgrade to a Direct Line stream', () => {
  const directLine = createFakeDirectLine();
  const tokens = createFakeChatTokens();
  const visitor = { conversation: 'a-conversation' as FeedId, user: 'dl_a-visitor' };
  const verifyGate = createGate();
  const followGate = createGate();
  const errors: unknown[] = [];
  let server: Server;
  let streams: UpgradeHandler;
  let url: string;

  beforeAll(async () => {
    await directLine.start(visitor, 'es');
    streams = createStreamServer({
      random,
      limits: { ...chatLimits, sockets: 1 },
      countCall: createCallLimit(chatLimits),
      publicUrl: 'http://localhost',
      widgetOrigins: [],
      onError: (error) => errors.push(error),
      tokens: { ...tokens, verify: (token, use) => verifyGate.pass().then(() => tokens.verify(token, use)) },
      directLine: {
        ...directLine,
        follow: (one, listener) => followGate.pass().then(() => directLine.follow(one, listener)),
      },
    });
    server = createServer().on('upgrade', (request, socket, head) => {
      streams.upgrade(request, socket, head);
    });
    await once(server.listen(0), 'listening');
    const { token } = await tokens.sign(visitor, 'stream');
    const { port } = server.address() as AddressInfo;
    url = `ws://localhost:${port}/v3/directline/conversations/${visitor.conversation}/stream?watermark=${START}&t=${token}`;
  });
  afterAll(async () => {
    streams.close();
    server.close();
    await once(server, 'close');
  });

  const openAndAbort = async (gate: Gate) => {
    const reached = gate.hold();
    const ws = new WebSocket(url).on('error', () => undefined);
    const [, socket] = (await once(server, 'upgrade')) as [unknown, Socket];
    await reached;
    socket.destroy();
    await once(socket, 'close');
    return ws;
  };

  /** Expects that the only stream is free to be opened. */
  const expectFreeSlot = async () => {
    const [stream, [, socket]] = await Promise.all([
      openStream(url),
      once(server, 'upgrade') as Promise<[unknown, Socket]>,
    ]);
    stream.ws.close();
    await once(socket, 'close');
    expect(errors).toEqual([]);
  };

  it('an aborted upgrade frees its slot when the client leaves during the token check', async () => {
    await openAndAbort(verifyGate);
    verifyGate.open();
    await new Promise(setImmediate);
    await expectFreeSlot();
  });

  it('an aborted upgrade leaves no follower behind when the client leaves while its feed is being opened', async () => {
    await openAndAbort(followGate);
    expect(directLine.followerCount(visitor.conversation)).toBe(0);
    followGate.open();
    await new Promise(setImmediate);
    await expectFreeSlot();
    expect(directLine.followerCount(visitor.conversation)).toBe(0);
  });
});

const START = '' as Watermark;

interface Gate {
  /** Holds the next call of `pass`. @returns when it was made */
  hold(): Promise<void>;
  /** Resolves at once, or when a held gate is opened. */
  pass(): Promise<void>;
  /** Lets the held call go on. */
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
