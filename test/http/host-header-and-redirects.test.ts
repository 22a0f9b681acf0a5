import { sendRequest, type RequestSpec } from '../support/http/request';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';

const EVIL = 'evil.example';

/** Everything by which a request can claim to have been sent to another host. */
const POISON = {
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

const NAMES = [
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
const ELSEWHERE = new URLSearchParams(NAMES.map((name) => [name, `https://${EVIL}/`]));

let service: RunningService;
beforeAll(async () => {
  service = await startService({ WIDGET_ORIGINS: 'https://www.example.org', EVENT_GRID_SECRET: 'x'.repeat(32) });
});
afterAll(() => service.stop());

const asked = (question: RequestSpec) =>
  sendRequest(service.url, { ...question, headers: { ...newVisitorHeaders(), ...question.headers } });

/** Each address once, with each of its methods. */
const questions = (): readonly RequestSpec[] =>
  service.routes.flatMap(({ method, path: pattern }) => {
    const path = pattern.replace(':id', 'x');
    return method === 'GET'
      ? [
          { method, path },
          { method: 'HEAD', path },
        ]
      : [{ method, path }];
  });

const spoken = (answer: object) => JSON.stringify(answer);

describe('a request that claims to be for another host', () => {
  it('is answered by every route as if it had not, without a word of that host', async () => {
    for (const question of questions()) {
      const answer = await asked({ ...question, headers: POISON });
      expect([question, spoken(answer).includes(EVIL)]).toEqual([question, false]);
      expect(answer.headers).not.toHaveProperty('location');
      expect(answer.status).toBe((await asked(question)).status);
    }
  });

  it.each(['/', '/widget', '/restablecer', '/buzon', '/nowhere'])(
    'in its first line gets nothing else (%s)',
    async (path) => {
      for (const Host of [EVIL, 'a']) {
        const answer = await asked({ path: `http://${EVIL}${path}`, headers: { Host } });
        expect(spoken(answer)).not.toContain(EVIL);
      }
    },
  );

  it.each(['127.0.0.1.evil.example', 'evil.example@127.0.0.1', '127.0.0.1#.evil.example', 'localhost.evil.example'])(
    'is led nowhere that %s names',
    async (host) => {
      const { port } = new URL(service.url);
      const { headers } = await asked({ path: '/', headers: { Host: `${host}:${port}` } });
      expect([undefined, `${service.url}/`]).toContain(headers.location);
    },
  );

  it('is given a conversation, a stream and mails at the service’s own address', async () => {
    const json = { ...POISON, 'Content-Type': 'application/json' };
    const invited = await asked({ method: 'POST', path: '/api/token', headers: json });
    const { domain, token } = JSON.parse(invited.body) as { domain: string; token: string };
    expect(domain).toBe(`${service.url}/v3/directline`);

    const headers = { ...json, Authorization: `Bearer ${token}` };
    const begun = await asked({ method: 'POST', path: '/v3/directline/conversations', headers, body: '{}' });
    const { conversationId, streamUrl } = JSON.parse(begun.body) as { conversationId: string; streamUrl: string };
    expect(streamUrl).toMatch(service.url.replace('http', 'ws'));

    const path = `/v3/directline/conversations/${conversationId}/activities`;
    const say = async (text: string) => {
      const body = JSON.stringify({ type: 'message', text, locale: 'es-EC', from: { id: 'me' } });
      expect((await asked({ method: 'POST', path, headers, body })).status).toBe(200);
    };
    for (const text of ['recuperar', '1710034065', '1799999915001', '1', 'sí']) await say(text);
    await say(await service.code());
    expect(await service.link()).toMatch(`${service.url}/restablecer#t=`);

    const mails = await asked({ path: '/buzon/messages' });
    expect(JSON.parse(mails.body)).toHaveLength(2);
    expect(mails.body + (await asked({ path, headers })).body).not.toContain(EVIL);
  });
});

describe('an address with parameters', () => {
  /** What is new in each answer: a nonce, and the clock of the chat page. */
  const lasting = (text: string) =>
    text
      .replaceAll(/nonce="[\w-]+"/g, '')
      .replaceAll(/'nonce-[\w-]+'/g, '')
      .replace(/"now":\d+/, '');

  it.each(['/', '/widget', '/restablecer', '/buzon'])('shows %s as it is without them, byte for byte', async (path) => {
    const [plain, led] = [await asked({ path }), await asked({ path: `${path}?${ELSEWHERE}` })];
    expect(plain.status).toBe(200);
    expect(lasting(led.body)).toBe(lasting(plain.body));
    const own = ({ headers }: typeof plain) => lasting(JSON.stringify({ ...headers, date: '' }));
    expect(own(led)).toBe(own(plain));
  });

  it('leads nowhere, whichever it is', async () => {
    for (const question of questions()) {
      const plain = await asked(question);
      const led = await asked({ ...question, path: `${question.path}?${ELSEWHERE}` });
      expect([question, led.status]).toEqual([question, plain.status]);
      expect([question, spoken(led).includes(EVIL)]).toEqual([question, false]);
      expect(led.headers).not.toHaveProperty('location');
    }
  });

  it('of the desk’s other name is led home and no farther', async () => {
    const { port } = new URL(service.url);
    const { headers, status } = await asked({ path: `/?${ELSEWHERE}`, headers: { Host: `127.0.0.1:${port}` } });
    expect([status, headers.location]).toEqual([302, `${service.url}/`]);
  });
});
