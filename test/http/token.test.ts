import { createBuiltInTokenIssuer } from '../../src/adapters/direct-line/built-in-token-issuer';
import { createJoseChatTokens } from '../../src/adapters/jose/chat-tokens';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { systemRandom as random } from '../../src/adapters/system/random';
import { createHttpServer } from '../../src/http/server/server';
import { tokenRoutes } from '../../src/http/routes/widget/token';
import type { TokenIssuer } from '../../src/ports/chat/chat-tokens';
import { Unavailable } from '../../src/ports/errors';
import { chatLimits } from '../../src/policy/chat';
import { shutdownTimes } from '../../src/policy/shutdown';

const publicUrl = 'https://recuperacion.example.org/';
const institution = 'https://www.example.org';
const otherSite = 'https://www.example.com';

const tokens = createJoseChatTokens({
  secretKeys: [{ kid: 'test', secret: Buffer.alloc(32, 'a key for tests only') }],
  clock,
  random,
  lifetimes: { conversation: chatLimits.token, stream: chatLimits.streamTicket },
});
const builtIn = createBuiltInTokenIssuer({ tokens, random, publicUrl });

let issueCount = 0;
let isDown = false;
const issuer: TokenIssuer = {
  issue() {
    issueCount += 1;
    return isDown ? Promise.reject(new Unavailable('direct-line', new Error('hush'))) : builtIn.issue();
  },
};

const server = createHttpServer({
  drainTimeout: shutdownTimes.requests,
  routes: tokenRoutes({ issuer, publicUrl, widgetOrigins: [institution], limitByAddress: () => Promise.resolve() }),
  random,
  publicUrl,
  onError: () => undefined,
});
let url = '';
beforeAll(async () => {
  url = `http://127.0.0.1:${await server.listen(0)}/api/token`;
});
beforeEach(() => {
  issueCount = 0;
  isDown = false;
});
afterAll(() => server.close());

const post = (headers: Record<string, string> = {}, body?: string) => fetch(url, { method: 'POST', headers, body });

interface IssuedToken {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
}

describe('token endpoint', () => {
  it('issues a token that is bound to a new conversation and a new user', async () => {
    const response = await post();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json');
    const answer = (await response.json()) as IssuedToken;
    expect(answer).toEqual({
      token: expect.any(String) as unknown,
      conversationId: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      userId: expect.stringMatching(/^dl_[\w-]{22}$/) as unknown,
      expires_in: 1_800,
      domain: 'https://recuperacion.example.org/v3/directline',
    });
    expect(await tokens.verify(answer.token, 'conversation')).toEqual({
      conversation: answer.conversationId,
      user: answer.userId,
    });
    expect(await tokens.verify(answer.token, 'stream')).toBeUndefined();
  });

  it.each<[string, Record<string, string>, string]>([
    ['JSON', { 'content-type': 'application/json' }, '{"user":{"id":"dl_somebody-else"}}'],
    ['broken JSON', { 'content-type': 'application/json' }, '{'],
    ['text', {}, 'user=dl_somebody-else'],
    ['excessive length', {}, 'dl_somebody-else'.repeat(10_000)],
  ])('ignores a request body of %s', async (_, headers, body) => {
    const response = await post(headers, body);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('somebody-else');
  });

  it('never issues the same conversation, user or token twice', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => (await post()).json() as Promise<IssuedToken>),
    );
    const seen = answers.flatMap(({ token, conversationId, userId }) => [token, conversationId, userId]);
    expect(new Set(seen).size).toBe(15);
  });

  it.each([
    ['our own page', 'https://recuperacion.example.org'],
    ['the page of an institution', institution],
  ])('%s may read the answer with the token', async (_, origin) => {
    const { status, headers } = await post({ origin });
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('vary')).toBe('Origin');
  });

  it.each([
    ['a page of another site', { origin: otherSite }],
    ['a page of another site that claims to be same-origin', { origin: otherSite, 'sec-fetch-site': 'same-origin' }],
    ['a page with the origin null', { origin: 'null' }],
    ['the page of an institution over http', { origin: institution.replace('https', 'http') }],
    ['a host name that begins like that of an institution', { origin: 'https://www.example.org.example.com' }],
    ['another port on the host of an institution', { origin: `${institution}:8443` }],
  ])('refuses %s with 403', async (_, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.json()).toMatchObject({ type: 'urn:problem:foreign-origin' });
    expect(issueCount).toBe(0);
  });

  it('answers CORS preflights of institutions, and refuses others', async () => {
    const preflight = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const { status, headers } = await preflight(institution);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(institution);
    expect(headers.get('access-control-allow-methods')).toContain('POST');
    expect((await preflight(otherSite)).status).toBe(403);
    expect(issueCount).toBe(0);
  });

  it('answers 503 with Retry-After, also to the page of an institution, during an outage of the issuer', async () => {
    isDown = true;
    const response = await post({ origin: institution });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('access-control-allow-origin')).toBe(institution);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 503, reference: expect.any(String) as unknown });
    expect(text).not.toContain('hush');
  });

  it('refuses GET with 405', async () => {
    expect((await fetch(url)).status).toBe(405);
    expect(issueCount).toBe(0);
  });
});
