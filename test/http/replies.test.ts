import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import {
  AppCredentials,
  AuthenticationConstants,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
  type AuthenticatorResult,
  type ConnectorClient,
} from 'botframework-connector';
import { createClientCache } from '../../src/bot/channel/client-cache';
import { createReplySender, type ReplySender } from '../../src/bot/channel/reply-sender';
import { channelReplies } from '../../src/policy/chat';

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type Respond = (response: ServerResponse) => unknown;

/** Starts a channel that answers the first requests as given, and all later ones with an id. */
async function startConnector(...answers: Respond[]) {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((one) => {
      received.push(one);
      const respond = answers.shift() ?? status(200, '{"id":"reply-1"}');
      respond(response);
      server.emit('received');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.add(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { serviceUrl, received, next: () => once(server, 'received') };
}

const readRequest = async (request: IncomingMessage): Promise<ReceivedRequest> => {
  const body = JSON.parse(await text(request)) as unknown;
  return { method: request.method, url: request.url, headers: request.headers, body };
};

// Not chained: restify, once loaded in the same process, makes `writeHead` of every server return nothing.
const status =
  (code: number, body = '', headers = {}): Respond =>
  (response) => {
    response.writeHead(code, headers);
    response.end(body);
  };
const never: Respond = () => undefined;
const reset: Respond = (response) => response.destroy();
const now = { 'Retry-After': '0' };

const running = new Set<() => Promise<void>>();
afterEach(async () => {
  jest.useRealTimers();
  for (const stop of running) await stop();
  running.clear();
});

class Token extends AppCredentials {
  protected override refreshToken(): Promise<AuthenticatorResult> {
    return Promise.resolve({ accessToken: `token-of-${this.appId}`, expiresOn: new Date('2999-01-01') });
  }
}

class Tokens extends ServiceClientCredentialsFactory {
  override isValidAppId = () => Promise.resolve(true);
  override isAuthenticationDisabled = () => Promise.resolve(false);
  override createCredentials = (appId: string) => Promise.resolve(new Token(appId));
}

const senderTo = (serviceUrl: string, credentials: AppCredentials = new Token('')): ReplySender =>
  createReplySender({ serviceUrl, credentials, ...channelReplies });

const hello = { type: 'message', text: 'the words of the reply' };
const say = (sender: ReplySender) => sender.replyToActivity('the-conversation', 'a', hello);

describe('reply compared with that of the library', () => {
  const authentication = new ConfigurationBotFrameworkAuthentication({}, new Tokens());

  /** Returns the request of the library and the one that we send in its place. */
  async function sendBoth(act: (client: ConnectorClient) => Promise<unknown>, path = '', appId = '') {
    const { serviceUrl, received } = await startConnector();
    const identity = new ClaimsIdentity([{ type: AuthenticationConstants.AppIdClaim, value: appId }]);
    for (const one of [authentication, createClientCache(authentication, channelReplies)]) {
      await act(await one.createConnectorFactory(identity).create(serviceUrl + path, 'audience'));
    }
    const [library, ours] = received;
    if (library === undefined || ours === undefined) throw new Error('a reply is missing');
    return { library, ours };
  }

  const fullActivity: Partial<Activity> = {
    ...hello,
    timestamp: new Date('2026-01-15T15:00:00.123Z'),
    localTimestamp: new Date('2026-01-15T10:00:00-05:00'),
    expiration: new Date('2026-01-16T00:00:00Z'),
    channelId: 'emulator',
    serviceUrl: 'https://channel.example.com',
    from: { id: 'bot', name: 'Clave «IESS» ñ', role: 'bot' },
    recipient: { id: 'person', name: 'Ana', aadObjectId: '1-2' },
    conversation: { id: 'c', isGroup: false, conversationType: 'personal', tenantId: 't', name: '' },
    replyToId: 'a',
    locale: 'es-EC',
    inputHint: 'expectingInput',
    textFormat: 'markdown',
    suggestedActions: { to: [], actions: [{ type: 'imBack', title: 'Sí', value: 'Sí' }] },
    attachments: [{ contentType: 'application/json', content: { deep: [1, { er: null }] } }],
    entities: [{ type: 'mention' }],
    channelData: { clientActivityID: 'x', nested: [true] },
    speak: undefined,
    summary: null as unknown as string,
  };

  it.each([
    ['a reply', (client: ConnectorClient) => client.conversations.replyToActivity('c', 'a', fullActivity)],
    ['a message of its own', (client: ConnectorClient) => client.conversations.sendToConversation('c', fullActivity)],
    ['typing', (client: ConnectorClient) => client.conversations.replyToActivity('c', 'a', { type: 'typing' })],
  ])('%s has the same address, body and headers as from the library', async (_which, act) => {
    const { library, ours } = await sendBoth(act);
    const comparedParts = ({ body, headers, method, url }: ReceivedRequest) => ({
      ...{ body, method, url },
      headers: [headers.accept, headers.authorization, headers['content-type'], headers['x-ms-conversation-id']],
    });
    expect(comparedParts(ours)).toEqual(comparedParts(library));
  });

  it('a reply keeps fields of entities that the library drops', async () => {
    const entities = [{ type: 'place', city: 'Quito' }];
    const { library, ours } = await sendBoth(({ conversations }) =>
      conversations.sendToConversation('c', { ...hello, entities }),
    );
    expect(ours.body).toEqual({ ...hello, entities });
    expect(library.body).toEqual({ ...hello, entities: [{ type: 'place' }] });
  });

  it.each([
    ['1b4e28ba-2fa1-11d2-883f-0016d3cca427|livechat', 'a:1/x'],
    ['a:1/x', '1485983408511'],
    ['19:meeting_x@thread.v2;messageid=1', 'f:1?a=b&c#d'],
    ['%2F..%2F', "{activityId}'!~*()"],
    ['ñandú ü', '日本|😀'],
  ])('a reply encodes the ids "%s" and "%s" like the library', async (conversation, activity) => {
    const { library, ours } = await sendBoth(({ conversations }) =>
      conversations.replyToActivity(conversation, activity, hello),
    );
    expect(ours.url).toBe(library.url);
    expect(ours.headers['x-ms-conversation-id']).toBe(library.headers['x-ms-conversation-id']);
  });

  it.each(['/', '/emea', '/emea/', '/emea?x=1', '/a%20b/ñ'])(
    'a reply has the same URL as the library under "%s"',
    async (path) => {
      const { library, ours } = await sendBoth(
        ({ conversations }) => conversations.replyToActivity('c', 'a', hello),
        path,
      );
      expect(ours.url).toBe(library.url);
    },
  );

  it('a reply carries the token of the app, and no token without an app', async () => {
    const act = ({ conversations }: ConnectorClient) => conversations.sendToConversation('c', hello);
    const named = await sendBoth(act, '', 'app-1');
    expect(named.ours.headers.authorization).toBe('Bearer token-of-app-1');
    expect(named.library.headers.authorization).toBe('Bearer token-of-app-1');
    expect((await sendBoth(act)).ours.headers).not.toHaveProperty('authorization');
  });
});

describe('reply after the response of the channel', () => {
  it.each([
    ['an id', status(200, '{"id":"reply-7","more":1}'), { id: 'reply-7' }],
    ['nothing', status(202), {}],
    ['no JSON', status(201, '<html>'), {}],
    ['JSON without a valid id', status(200, '{"id":7}'), {}],
    ['null', status(200, 'null'), {}],
    ['a very long id', status(200, JSON.stringify({ id: 'x'.repeat(1_000_000) })), {}],
    ['half of the announced length', cutShort, {}],
  ])('a reply counts as sent when the channel answers with %s', async (_which, respond, sent) => {
    const { serviceUrl, received } = await startConnector(respond);
    expect(await say(senderTo(serviceUrl))).toEqual(sent);
    expect(received).toHaveLength(1);
  });

  function cutShort(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{"id"', () => response.destroy());
  }

  it.each([400, 401, 403, 404, 413, 500])(
    'a reply fails at once on the status %d, with an error that contains no text',
    async (code) => {
      const { serviceUrl, received } = await startConnector(
        status(code, 'what the channel says: the words of the reply'),
      );
      const error: unknown = await say(senderTo(serviceUrl, new Token('app'))).catch((failure: unknown) => failure);
      expect(error).toMatchObject({ name: 'ReplyRefused', status: code, code: `HTTP_${String(code)}` });
      expect(inspect(error, { depth: 9 })).not.toMatch(/words|says|the-conversation|127\.0\.0\.1|token-of/);
      expect(received).toHaveLength(1);
    },
  );

  it('a reply does not follow a redirect, since the token is for this address only', async () => {
    const other = await startConnector();
    const { serviceUrl } = await startConnector(status(307, '', { Location: other.serviceUrl }));
    await expect(say(senderTo(serviceUrl))).rejects.toMatchObject({ status: 307 });
    expect(other.received).toEqual([]);
  });
});

describe('retry of a reply', () => {
  it.each([
    ['a reset connection', reset],
    ['429', status(429, '', now)],
    ['502', status(502, '', now)],
    ['503', status(503, '', now)],
    ['504', status(504, '', now)],
    ['503 without Retry-After', status(503)],
  ])('a retry sends the same reply after %s', async (_which, respond) => {
    const { serviceUrl, received } = await startConnector(respond);
    expect(await say(senderTo(serviceUrl))).toEqual({ id: 'reply-1' });
    expect(received.map(({ body }) => body)).toEqual([hello, hello]);
    expect(received[1]?.url).toBe(received[0]?.url);
  });

  it('a retry sends the same reply after the channel closed a kept-alive connection', async () => {
    const { serviceUrl, received } = await startConnector(status(200), reset);
    const sender = senderTo(serviceUrl);
    await say(sender);
    expect(await say(sender)).toEqual({ id: 'reply-1' });
    expect(received).toHaveLength(3);
  });

  it.each([
    ['status', [status(503, '', now), status(429, '', now)], { status: 429 }],
    ['reset', [reset, reset], { code: 'ECONNRESET' }],
  ] as const)('a retry is not repeated after a second %s', async (_which, answers, error) => {
    const { serviceUrl, received } = await startConnector(...answers);
    await expect(say(senderTo(serviceUrl))).rejects.toMatchObject(error);
    expect(received).toHaveLength(2);
  });

  it.each(['5', '3600', 'Thu, 01 Jan 2099 00:00:00 GMT'])(
    'no retry is made when Retry-After is too late (%s)',
    async (wait) => {
      const { serviceUrl, received } = await startConnector(status(429, '', { 'Retry-After': wait }));
      await expect(say(senderTo(serviceUrl))).rejects.toMatchObject({ status: 429 });
      expect(received).toHaveLength(1);
    },
  );
});

describe('timeout of a reply', () => {
  const TIMEOUT = 300;
  const senderWithTimeout = (serviceUrl: string, credentials: AppCredentials = new Token('')): ReplySender =>
    createReplySender({ serviceUrl, credentials, ...channelReplies, timeout: TIMEOUT });

  it.each([
    ['that never answers', never],
    ['whose answer never ends', (response: ServerResponse) => response.write('{"id":')],
  ])('the timeout ends the wait for a channel %s, and closes the connection', async (_which, respond) => {
    let closed: Promise<unknown> | undefined;
    const { serviceUrl, received } = await startConnector((response) => {
      closed = once(response, 'close');
      respond(response);
    });
    await expect(say(senderWithTimeout(serviceUrl))).rejects.toThrow('no answer in time');
    await closed;
    // Nothing is retried after the timeout.
    expect(await say(senderTo(serviceUrl))).toEqual({ id: 'reply-1' });
    expect(received).toHaveLength(2);
  });

  it('the timeout covers both tries together', async () => {
    const { serviceUrl, received } = await startConnector(status(503, '', now), never);
    await expect(say(senderWithTimeout(serviceUrl))).rejects.toThrow('no answer in time');
    expect(received).toHaveLength(2);
  });

  it('the timeout covers the wait for a token, and nothing is sent when the token arrives later', async () => {
    const { serviceUrl, received } = await startConnector();
    let deliverToken = (): void => undefined;
    const signRequest: AppCredentials['signRequest'] = (request) =>
      new Promise((resolve) => {
        deliverToken = () => {
          resolve(request);
        };
      });
    const credentials = Object.assign(new Token(''), { signRequest });
    await expect(say(senderWithTimeout(serviceUrl, credentials))).rejects.toThrow('no answer in time');
    deliverToken();
    await say(senderTo(serviceUrl));
    expect(received).toHaveLength(1);
  });
});

it('a reply to an https address begins with the TLS handshake', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sending = say(senderTo(`https://127.0.0.1:${port}`));
  const failed = expect(sending).rejects.toMatchObject({ code: 'ECONNRESET' });
  // A reset connection is retried once.
  for (let attempt = 1; attempt <= 2; attempt++) {
    const [socket] = (await once(server, 'connection')) as [Socket];
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first[0]).toBe(0x16);
    socket.destroy();
  }
  await failed;
  server.close();
});
