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

interface Taken {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type Respond = (response: ServerResponse) => unknown;

/** Answers one request after the other as told, and from then on with an id. */
async function startConnector(...answers: Respond[]) {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    void take(request).then((one) => {
      taken.push(one);
      const respond = answers.shift() ?? status(200, '{"id":"reply-1"}');
      respond(response);
      server.emit('taken');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.add(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { serviceUrl, taken, next: () => once(server, 'taken') };
}

const take = async (request: IncomingMessage): Promise<Taken> => {
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
  createReplySender({ serviceUrl, credentials });

const hello = { type: 'message', text: 'the words of the reply' };
const say = (sender: ReplySender) => sender.replyToActivity('the-conversation', 'a', hello);

describe('a reply, beside the library’s own', () => {
  const authentication = new ConfigurationBotFrameworkAuthentication({}, new Tokens());

  /** What the library sends, and what is sent in its place. */
  async function sideBySide(act: (client: ConnectorClient) => Promise<unknown>, at = '', appId = '') {
    const { serviceUrl, taken } = await startConnector();
    const identity = new ClaimsIdentity([{ type: AuthenticationConstants.AppIdClaim, value: appId }]);
    for (const one of [authentication, createClientCache(authentication)]) {
      await act(await one.createConnectorFactory(identity).create(serviceUrl + at, 'audience'));
    }
    const [library, ours] = taken;
    if (library === undefined || ours === undefined) throw new Error('a reply is missing');
    return { library, ours };
  }

  const whole: Partial<Activity> = {
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
    ['a reply', (client: ConnectorClient) => client.conversations.replyToActivity('c', 'a', whole)],
    ['a message of its own', (client: ConnectorClient) => client.conversations.sendToConversation('c', whole)],
    ['typing', (client: ConnectorClient) => client.conversations.replyToActivity('c', 'a', { type: 'typing' })],
  ])('%s has the same address, body and headers', async (_what, act) => {
    const { library, ours } = await sideBySide(act);
    const seen = ({ body, headers, method, url }: Taken) => ({
      ...{ body, method, url },
      headers: [headers.accept, headers.authorization, headers['content-type'], headers['x-ms-conversation-id']],
    });
    expect(seen(ours)).toEqual(seen(library));
  });

  it('keeps what the library does not know of, and drops', async () => {
    const entities = [{ type: 'place', city: 'Quito' }];
    const { library, ours } = await sideBySide(({ conversations }) =>
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
  ])('encodes the ids "%s" and "%s" alike', async (conversation, activity) => {
    const { library, ours } = await sideBySide(({ conversations }) =>
      conversations.replyToActivity(conversation, activity, hello),
    );
    expect(ours.url).toBe(library.url);
    expect(ours.headers['x-ms-conversation-id']).toBe(library.headers['x-ms-conversation-id']);
  });

  it.each(['/', '/emea', '/emea/', '/emea?x=1', '/a%20b/ñ'])('finds the same place under "%s"', async (at) => {
    const { library, ours } = await sideBySide(
      ({ conversations }) => conversations.replyToActivity('c', 'a', hello),
      at,
    );
    expect(ours.url).toBe(library.url);
  });

  it('carries the token of the app, and none without an app', async () => {
    const act = ({ conversations }: ConnectorClient) => conversations.sendToConversation('c', hello);
    const named = await sideBySide(act, '', 'app-1');
    expect(named.ours.headers.authorization).toBe('Bearer token-of-app-1');
    expect(named.library.headers.authorization).toBe('Bearer token-of-app-1');
    expect((await sideBySide(act)).ours.headers).not.toHaveProperty('authorization');
  });
});

describe('what the channel answers', () => {
  it.each([
    ['an id', status(200, '{"id":"reply-7","more":1}'), { id: 'reply-7' }],
    ['nothing', status(202), {}],
    ['no JSON', status(201, '<html>'), {}],
    ['JSON of another shape', status(200, '{"id":7}'), {}],
    ['null', status(200, 'null'), {}],
    ['more than an id needs', status(200, JSON.stringify({ id: 'x'.repeat(1_000_000) })), {}],
    ['half of what it announced', cutShort, {}],
  ])('%s: the reply is sent', async (_what, respond, sent) => {
    const { serviceUrl, taken } = await startConnector(respond);
    expect(await say(senderTo(serviceUrl))).toEqual(sent);
    expect(taken).toHaveLength(1);
  });

  function cutShort(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{"id"', () => response.destroy());
  }

  it.each([400, 401, 403, 404, 413, 500])('%d: fails at once, with the status and no text', async (code) => {
    const { serviceUrl, taken } = await startConnector(status(code, 'what the channel says: the words of the reply'));
    const error: unknown = await say(senderTo(serviceUrl, new Token('app'))).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'ReplyRefused', status: code, code: `HTTP_${String(code)}` });
    expect(inspect(error, { depth: 9 })).not.toMatch(/words|says|the-conversation|127\.0\.0\.1|token-of/);
    expect(taken).toHaveLength(1);
  });

  it('a redirect is not followed: the token is for this address', async () => {
    const other = await startConnector();
    const { serviceUrl } = await startConnector(status(307, '', { Location: other.serviceUrl }));
    await expect(say(senderTo(serviceUrl))).rejects.toMatchObject({ status: 307 });
    expect(other.taken).toEqual([]);
  });
});

describe('the second try', () => {
  it.each([
    ['a reset connection', reset],
    ['429', status(429, '', now)],
    ['502', status(502, '', now)],
    ['503', status(503, '', now)],
    ['504', status(504, '', now)],
    ['503 that does not say when', status(503)],
  ])('follows %s, with the same reply', async (_what, respond) => {
    const { serviceUrl, taken } = await startConnector(respond);
    expect(await say(senderTo(serviceUrl))).toEqual({ id: 'reply-1' });
    expect(taken.map(({ body }) => body)).toEqual([hello, hello]);
    expect(taken[1]?.url).toBe(taken[0]?.url);
  });

  it('follows a kept connection that the channel closed meanwhile', async () => {
    const { serviceUrl, taken } = await startConnector(status(200), reset);
    const sender = senderTo(serviceUrl);
    await say(sender);
    expect(await say(sender)).toEqual({ id: 'reply-1' });
    expect(taken).toHaveLength(3);
  });

  it.each([
    ['status', [status(503, '', now), status(429, '', now)], { status: 429 }],
    ['reset', [reset, reset], { code: 'ECONNRESET' }],
  ] as const)('is the last, whatever the %s', async (_what, answers, error) => {
    const { serviceUrl, taken } = await startConnector(...answers);
    await expect(say(senderTo(serviceUrl))).rejects.toMatchObject(error);
    expect(taken).toHaveLength(2);
  });

  it.each(['5', '3600', 'Thu, 01 Jan 2099 00:00:00 GMT'])('is not made when it would be too late: %s', async (wait) => {
    const { serviceUrl, taken } = await startConnector(status(429, '', { 'Retry-After': wait }));
    await expect(say(senderTo(serviceUrl))).rejects.toMatchObject({ status: 429 });
    expect(taken).toHaveLength(1);
  });
});

describe('the bound', () => {
  const BOUND = 300;
  const hurried = (serviceUrl: string, credentials: AppCredentials = new Token('')): ReplySender =>
    createReplySender({ serviceUrl, credentials, timeout: BOUND });

  it.each([
    ['that never answers', never],
    ['whose answer never ends', (response: ServerResponse) => response.write('{"id":')],
  ])('holds for a channel %s, and lets the connection go', async (_what, respond) => {
    let closed: Promise<unknown> | undefined;
    const { serviceUrl, taken } = await startConnector((response) => {
      closed = once(response, 'close');
      respond(response);
    });
    await expect(say(hurried(serviceUrl))).rejects.toThrow('no answer in time');
    await closed;
    // Nothing is tried again behind the back of who gave up.
    expect(await say(senderTo(serviceUrl))).toEqual({ id: 'reply-1' });
    expect(taken).toHaveLength(2);
  });

  it('holds for both tries together', async () => {
    const { serviceUrl, taken } = await startConnector(status(503, '', now), never);
    await expect(say(hurried(serviceUrl))).rejects.toThrow('no answer in time');
    expect(taken).toHaveLength(2);
  });

  it('holds for a token that does not come, and sends nothing when it comes after all', async () => {
    const { serviceUrl, taken } = await startConnector();
    let bringToken = (): void => undefined;
    const signRequest: AppCredentials['signRequest'] = (request) =>
      new Promise((resolve) => {
        bringToken = () => {
          resolve(request);
        };
      });
    const credentials = Object.assign(new Token(''), { signRequest });
    await expect(say(hurried(serviceUrl, credentials))).rejects.toThrow('no answer in time');
    bringToken();
    await say(senderTo(serviceUrl));
    expect(taken).toHaveLength(1);
  });
});

it('speaks TLS to an https address, and nothing before', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sending = say(senderTo(`https://127.0.0.1:${port}`));
  const failed = expect(sending).rejects.toMatchObject({ code: 'ECONNRESET' });
  // A reset is tried once more.
  for (let attempt = 1; attempt <= 2; attempt++) {
    const [socket] = (await once(server, 'connection')) as [Socket];
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first[0]).toBe(0x16);
    socket.destroy();
  }
  await failed;
  server.close();
});
