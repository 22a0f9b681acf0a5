import { sendRequest, type RequestSpec } from '../support/http/request';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';

const EVIL = 'evil.example';

/** The headers by which a request can claim another host. */
const FORGED_HOST_HEADERS = {
  Host: EVIL,
  'X-Forwarded-Host': EVIL,
  'X-Forwarded-Server': EVIL,
  'X-Host': EVIL,
  'X-Original-Host': EVIL,
  'X-Original-URL': `https://${EVIL}/`,
  'X-Rewrite-URL': `https://${EVIL}/`,
  'X-Forwarded-Proto': EVIL,
  'X-Forwarded-Prefix': `//${EVIL}`,
  Forwarded: `for=192.0.2.1;host=${EVIL};proto=https`,
  Referer: `https://${EVIL}/`,
};

/** Names of parameters that often hold an address to redirect to. */
const REDIRECT_PARAMETERS = [
  'next',
  'url',
  'returnTo',
  'return_to',
  'redirect',
  'redirect_uri',
  'continue',
  'goto',
  'target',
  'r',
  'u',
];
const EVIL_PARAMETERS = new URLSearchParams(REDIRECT_PARAMETERS.map((name) => [name, `https://${EVIL}/`]));

let service: RunningService;
beforeAll(async () => {
  service = await startService({ WIDGET_ORIGINS: 'https://www.example.org', EVENT_GRID_SECRET: 'x'.repeat(32) });
});
afterAll(() => service.stop());

const send = (spec: RequestSpec) =>
  sendRequest(service.url, { ...spec, headers: { ...newVisitorHeaders(), ...spec.headers } });

/** Returns a request to every route, with HEAD as well as GET. */
const requestsToAllRoutes = (): readonly RequestSpec[] =>
  service.routes.flatMap(({ method, path: pattern }) => {
    const path = pattern.replace(':id', 'x');
    return method === 'GET'
      ? [
          { method, path },
          { method: 'HEAD', path },
        ]
      : [{ method, path }];
  });

const textOf = (response: object) => JSON.stringify(response);

describe('request that claims another host', () => {
  it('a request that claims another host gets the usual answer from every route, without that host', async () => {
    for (const spec of requestsToAllRoutes()) {
      const answer = await send({ ...spec, headers: FORGED_HOST_HEADERS });
      expect([spec, textOf(answer).includes(EVIL)]).toEqual([spec, false]);
      expect(answer.headers).not.toHaveProperty('location');
      expect(answer.status).toBe((await send(spec)).status);
    }
  });

  it.each(['/', '/widget', '/restablecer', '/buzon', '/nowhere'])(
    'a request that claims another host in the request line gets no answer with that host (%s)',
    async (path) => {
      for (const Host of [EVIL, 'a']) {
        const answer = await send({ path: `http://${EVIL}${path}`, headers: { Host } });
        expect(textOf(answer)).not.toContain(EVIL);
      }
    },
  );

  it.each(['127.0.0.1.evil.example', 'evil.example@127.0.0.1', '127.0.0.1#.evil.example', 'localhost.evil.example'])(
    'a request is not redirected to the claimed host %s',
    async (host) => {
      const { port } = new URL(service.url);
      const { headers } = await send({ path: '/', headers: { Host: `${host}:${port}` } });
      expect([undefined, `${service.url}/`]).toContain(headers.location);
    },
  );

  it('a request that claims another host gets a conversation, a stream and mails with URLs of the service itself', async () => {
    const json = { ...FORGED_HOST_HEADERS, 'Content-Type': 'application/json' };
    const invited = await send({ method: 'POST', path: '/api/token', headers: json });
    const { domain, token } = JSON.parse(invited.body) as { domain: string; token: string };
    expect(domain).toBe(`${service.url}/v3/directline`);

    const headers = { ...json, Authorization: `Bearer ${token}` };
    const begun = await send({ method: 'POST', path: '/v3/directline/conversations', headers, body: '{}' });
    const { conversationId, streamUrl } = JSON.parse(begun.body) as { conversationId: string; streamUrl: string };
    expect(streamUrl).toMatch(service.url.replace('http', 'ws'));

    const path = `/v3/directline/conversations/${conversationId}/activities`;
    const say = async (text: string) => {
      const body = JSON.stringify({ type: 'message', text, locale: 'es-EC', from: { id: 'me' } });
      expect((await send({ method: 'POST', path, headers, body })).status).toBe(200);
    };
    for (const text of ['recuperar', '1710034065', '1799999915001', '1', 'sí']) await say(text);
    await say(await service.code());
    expect(await service.link()).toMatch(`${service.url}/restablecer#t=`);

    const mails = await send({ path: '/buzon/messages' });
    expect(JSON.parse(mails.body)).toHaveLength(2);
    expect(mails.body + (await send({ path, headers })).body).not.toContain(EVIL);
  });
});

describe('URL with redirect parameters', () => {
  /** Removes what differs in each response: the nonces, and the clock of the chat page. */
  const withoutChangingParts = (text: string) =>
    text
      .replaceAll(/nonce="[\w-]+"/g, '')
      .replaceAll(/'nonce-[\w-]+'/g, '')
      .replace(/"now":\d+/, '');

  it.each(['/', '/widget', '/restablecer', '/buzon'])(
    'redirect parameters change no byte of the page %s',
    async (path) => {
      const [plain, withParameters] = [await send({ path }), await send({ path: `${path}?${EVIL_PARAMETERS}` })];
      expect(plain.status).toBe(200);
      expect(withoutChangingParts(withParameters.body)).toBe(withoutChangingParts(plain.body));
      const headersOf = ({ headers }: typeof plain) => withoutChangingParts(JSON.stringify({ ...headers, date: '' }));
      expect(headersOf(withParameters)).toBe(headersOf(plain));
    },
  );

  it('redirect parameters cause no redirect on any route', async () => {
    for (const spec of requestsToAllRoutes()) {
      const plain = await send(spec);
      const withParameters = await send({ ...spec, path: `${spec.path}?${EVIL_PARAMETERS}` });
      expect([spec, withParameters.status]).toEqual([spec, plain.status]);
      expect([spec, textOf(withParameters).includes(EVIL)]).toEqual([spec, false]);
      expect(withParameters.headers).not.toHaveProperty('location');
    }
  });

  it('the redirect from 127.0.0.1 to the public URL drops the parameters', async () => {
    const { port } = new URL(service.url);
    const { headers, status } = await send({ path: `/?${EVIL_PARAMETERS}`, headers: { Host: `127.0.0.1:${port}` } });
    expect([status, headers.location]).toEqual([302, `${service.url}/`]);
  });
});
