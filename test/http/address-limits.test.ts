import { request } from 'node:http';
import { setImmediate as turnOfEvents } from 'node:timers/promises';
import { createBuiltInTokenIssuer } from '../../src/adapters/direct-line/built-in-token-issuer';
import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../src/adapters/system/random';
import { createLimitByAddress } from '../../src/http/guards/address-limits';
import { tokenRoutes } from '../../src/http/routes/widget/token';
import { rateLimitRules } from '../../src/policy/rate-limits';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { createFakeChatTokens } from '../support/direct-line/fake-direct-line';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { createRecordingAuditTrail, type RecordingAuditTrail } from '../support/recovery/recording-audit-trail';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { startWebServer, type WebServer } from '../support/http/web-server';
import { describeWith } from '../support/jest/required-tools';

type Sent = Readonly<Record<string, string>>;

let site: WebServer;
let audit: RecordingAuditTrail;
beforeEach(async () => {
  audit = createRecordingAuditTrail();
  const limits = createMemoryRateLimits({ keyRing, rules: rateLimitRules });
  const publicUrl = 'https://recuperacion.example.org';
  const options = {
    issuer: createBuiltInTokenIssuer({ tokens: createFakeChatTokens(), random, publicUrl }),
    publicUrl,
    widgetOrigins: ['https://www.example.org'],
  };
  const behind = (trustedProxies: readonly string[]) => createLimitByAddress({ audit, limits, trustedProxies });
  const [, ...alone] = tokenRoutes({ ...options, limitByAddress: behind([]) });
  site = await startWebServer({
    limits,
    audit,
    routes: [
      ...tokenRoutes({ ...options, limitByAddress: behind(['loopback']) }),
      ...alone.map((route) => ({ ...route, path: '/token-without-proxies' })),
    ],
  });
});
afterEach(() => site.stop());

const get = (path: string, headers: Sent, method = 'GET') => fetch(site.url + path, { method, headers });
const post = (path: string, headers: Sent) =>
  fetch(site.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token: 'x'.repeat(43), key: 'caballo batería grapa' }),
  });

type Ask = (headers: Sent, turn: number) => Promise<Response>;

const view: Ask = (headers, turn) =>
  [
    () => get('/restablecer', headers),
    () => get('/restablecer?t=x', headers, 'HEAD'),
    () => get('/api/reset', headers),
  ][turn % 3]?.() ?? Promise.reject(new Error('never'));
const press: Ask = (headers, turn) => post(turn % 2 === 0 ? '/api/reset/open' : '/api/reset/key', headers);
const begin: Ask = (headers) => post('/api/token', headers);

/** The statuses of so many calls, one after another. */
async function ask(times: number, call: (turn: number) => Promise<Response>): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  for (let turn = 0; turn < times; turn += 1) statuses.add((await call(turn)).status);
  return statuses;
}

describe.each([
  { what: 'looks at the page', most: 60, perSeconds: 60, call: view, reason: 'address-page-views' },
  { what: 'presses its buttons', most: 10, perSeconds: 60, call: press, reason: 'address-page-posts' },
  { what: 'begins conversations', most: 20, perSeconds: 600, call: begin, reason: 'address-tokens' },
])('an address that $what', ({ call, most, perSeconds, reason }) => {
  it(`does so ${most} times, and is told when it may again`, async () => {
    const visitor = newVisitorHeaders();
    expect(await ask(most, (turn) => call(visitor, turn))).not.toContain(429);
    const refused = await call(visitor, 2);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toEqual({ type: 'urn:problem:too-many', title: 'Too Many Requests', status: 429 });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(perSeconds - 30);
    expect(seconds).toBeLessThanOrEqual(perSeconds);

    await call(visitor, 2);
    expect(audit.events).toEqual([{ event: 'limit-reached', outcome: 'alert', reason }]);
  });

  it('takes nothing from others, and gains nothing by writing of more addresses', async () => {
    const { 'X-Forwarded-For': mine } = newVisitorHeaders();
    const writes = (turn: number) => ({ 'X-Forwarded-For': `203.0.113.${turn}, ${mine}:${40_000 + turn}` });
    await ask(most, (turn) => call(writes(turn), turn));
    expect((await call(writes(999), 0)).status).toBe(429);
    expect((await call(newVisitorHeaders(), 0)).status).not.toBe(429);
  });
});

describe('the count of an address', () => {
  it('is that of the connection where no proxy is trusted', async () => {
    const statuses = await ask(20, () => post('/token-without-proxies', newVisitorHeaders()));
    expect(statuses).toEqual(new Set([200]));
    expect((await post('/token-without-proxies', newVisitorHeaders())).status).toBe(429);
  });

  it('is one when the header comes twice: the later one is what the proxy wrote', async () => {
    const twice = () =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = [
          'X-Forwarded-For',
          Object.values(newVisitorHeaders()).join(),
          'X-Forwarded-For',
          '203.0.113.77',
        ];
        request(`${site.url}/api/token`, { method: 'POST', headers: [...headers, 'Host', 'a'] }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end();
      });
    for (let turn = 0; turn < 20; turn += 1) expect(await twice()).toBe(200);
    expect(await twice()).toBe(429);
  });

  it('is one for a whole network of IPv6', async () => {
    const statuses = await ask(20, (turn) => post('/api/token', { 'X-Forwarded-For': `2001:db8:0:1::${turn + 1}` }));
    expect(statuses).toEqual(new Set([200]));
    expect((await post('/api/token', { 'X-Forwarded-For': '2001:db8:0:1:ffff::' })).status).toBe(429);
    expect((await post('/api/token', { 'X-Forwarded-For': '2001:db8:0:2::1' })).status).toBe(200);
  });

  it('is not touched by pages elsewhere, which would use it up for the visitor they trick', async () => {
    const visitor = newVisitorHeaders();
    for (const path of ['/api/reset/open', '/api/reset/key', '/api/token']) {
      const statuses = await ask(25, () => post(path, { ...visitor, Origin: 'https://example.com' }));
      expect(statuses).toEqual(new Set([403]));
    }
    expect((await press(visitor, 0)).status).toBe(410);
    expect((await begin(visitor, 0)).status).toBe(200);
  });

  it('is told to an institution’s page, too', async () => {
    const visitor = { ...newVisitorHeaders(), Origin: 'https://www.example.org' };
    await ask(20, () => post('/api/token', visitor));
    const { headers } = await post('/api/token', visitor);
    expect(headers.get('access-control-allow-origin')).toBe('https://www.example.org');
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
  });

  it('that is full gives a person the page, which says so and keeps the link, and a program a document', async () => {
    const visitor = newVisitorHeaders();
    await ask(60, (turn) => view(visitor, turn));
    const page = await get('/restablecer', { ...visitor, Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'nonce-");
    expect(await page.text()).toMatch(/"refusal":\{"kind":"busy","seconds":\d+\}/);
    const program = await get('/restablecer', visitor);
    expect([program.status, program.headers.get('content-type')]).toEqual([429, 'application/problem+json']);
  });
});

describe('a proxy that nobody named', () => {
  it('is told to whoever runs the service, once and without an address', async () => {
    const service = await startService({ TRUSTED_PROXIES: '' });
    for (let turn = 0; turn < 3; turn += 1) await fetch(`${service.url}/restablecer`, { headers: newVisitorHeaders() });
    expect(service.log().match(/TRUSTED_PROXIES/g)).toHaveLength(1);
    expect(service.log()).not.toContain('198.18.');
    await service.stop();
  });
});

describe('a conversation', () => {
  it('begins with a token alone, so that each is counted', async () => {
    const service = await startService();
    const root = `${service.url}/v3/directline`;
    const bare = await Promise.all(
      ['/conversations', '/tokens/generate', '/tokens/refresh'].map((path) => fetch(root + path, { method: 'POST' })),
    );
    expect(bare.map(({ status }) => status)).toEqual([401, 403, 401]);
    await service.stop();
  });
});

describeWith(['redis-server'], 'with Redis away', () => {
  let redis: AcquiredRedis;
  let cable: CuttableProxy;
  let service: RunningService;
  beforeAll(async () => {
    redis = await acquireRedis();
    cable = await startCuttableProxy(redis.port);
    const SECRET_KEYS = `test:${Buffer.alloc(32, 5).toString('base64')}`;
    service = await startService({ REDIS_URL: `redis://127.0.0.1:${cable.port}`, SECRET_KEYS });
  });
  afterAll(async () => {
    await cable.reconnect();
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await turnOfEvents();
    await service.stop();
    await cable.stop();
    await redis.release();
  });

  it('nobody is let in uncounted: a program is told so, and a person sees the page', async () => {
    await cable.disconnect();
    const calls: [string, RequestInit][] = [
      ['/api/token', { method: 'POST' }],
      ['/restablecer', {}],
      ['/api/reset', {}],
    ];
    for (const [path, init] of calls) {
      const response = await fetch(service.url + path, init);
      expect([path, response.status]).toEqual([path, 503]);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    const page = await fetch(`${service.url}/restablecer`, { headers: { Accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('"refusal":{"kind":"trouble"}');
  });
});
