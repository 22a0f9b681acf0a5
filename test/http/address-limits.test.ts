import { request } from 'node:http';
import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
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

type RequestHeaders = Readonly<Record<string, string>>;

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
  const limitBehind = (trustedProxies: readonly string[]) => createLimitByAddress({ audit, limits, trustedProxies });
  const [, ...routesWithoutProxies] = tokenRoutes({ ...options, limitByAddress: limitBehind([]) });
  site = await startWebServer({
    limits,
    audit,
    routes: [
      ...tokenRoutes({ ...options, limitByAddress: limitBehind(['loopback']) }),
      ...routesWithoutProxies.map((route) => ({ ...route, path: '/token-without-proxies' })),
    ],
  });
});
afterEach(() => site.stop());

const get = (path: string, headers: RequestHeaders, method = 'GET') => fetch(site.url + path, { method, headers });
const post = (path: string, headers: RequestHeaders) =>
  fetch(site.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token: 'x'.repeat(43), key: 'caballo batería grapa' }),
  });

type Call = (headers: RequestHeaders, index: number) => Promise<Response>;

const viewPage: Call = (headers, index) =>
  [
    () => get('/restablecer', headers),
    () => get('/restablecer?t=x', headers, 'HEAD'),
    () => get('/api/reset', headers),
  ][index % 3]?.() ?? Promise.reject(new Error('never'));
const postReset: Call = (headers, index) => post(index % 2 === 0 ? '/api/reset/open' : '/api/reset/key', headers);
const requestToken: Call = (headers) => post('/api/token', headers);

/** Makes the calls one after another. @returns the statuses that occurred */
async function callRepeatedly(times: number, call: (index: number) => Promise<Response>): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  for (let index = 0; index < times; index += 1) statuses.add((await call(index)).status);
  return statuses;
}

describe.each([
  { what: 'views of the reset page', most: 60, perSeconds: 60, call: viewPage, reason: 'address-page-views' },
  { what: 'posts of the reset page', most: 10, perSeconds: 60, call: postReset, reason: 'address-page-posts' },
  { what: 'requests for tokens', most: 20, perSeconds: 600, call: requestToken, reason: 'address-tokens' },
])('rate limit on $what', ({ call, most, perSeconds, reason, what }) => {
  it(`an address may make ${most} ${what}, and the next is refused with 429 and Retry-After`, async () => {
    const visitor = newVisitorHeaders();
    expect(await callRepeatedly(most, (index) => call(visitor, index))).not.toContain(429);
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

  it(`the ${what} of each address are counted apart, whatever else X-Forwarded-For claims`, async () => {
    const { 'X-Forwarded-For': mine } = newVisitorHeaders();
    const claimingMore = (index: number) => ({ 'X-Forwarded-For': `203.0.113.${index}, ${mine}:${40_000 + index}` });
    await callRepeatedly(most, (index) => call(claimingMore(index), index));
    expect((await call(claimingMore(999), 0)).status).toBe(429);
    expect((await call(newVisitorHeaders(), 0)).status).not.toBe(429);
  });
});

describe('rate limit per address', () => {
  it('the rate limit counts the address of the connection when no proxy is trusted', async () => {
    const statuses = await callRepeatedly(20, () => post('/token-without-proxies', newVisitorHeaders()));
    expect(statuses).toEqual(new Set([200]));
    expect((await post('/token-without-proxies', newVisitorHeaders())).status).toBe(429);
  });

  it('the rate limit counts the later of two X-Forwarded-For headers, which is the one that the proxy wrote', async () => {
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
    for (let time = 0; time < 20; time += 1) expect(await twice()).toBe(200);
    expect(await twice()).toBe(429);
  });

  it('the rate limit counts an IPv6 network of 64 bits as one address', async () => {
    const statuses = await callRepeatedly(20, (index) =>
      post('/api/token', { 'X-Forwarded-For': `2001:db8:0:1::${index + 1}` }),
    );
    expect(statuses).toEqual(new Set([200]));
    expect((await post('/api/token', { 'X-Forwarded-For': '2001:db8:0:1:ffff::' })).status).toBe(429);
    expect((await post('/api/token', { 'X-Forwarded-For': '2001:db8:0:2::1' })).status).toBe(200);
  });

  it('the rate limit charges a visitor nothing for requests that pages of other origins make the browser send', async () => {
    const visitor = newVisitorHeaders();
    for (const path of ['/api/reset/open', '/api/reset/key', '/api/token']) {
      const statuses = await callRepeatedly(25, () => post(path, { ...visitor, Origin: 'https://example.com' }));
      expect(statuses).toEqual(new Set([403]));
    }
    expect((await postReset(visitor, 0)).status).toBe(410);
    expect((await requestToken(visitor, 0)).status).toBe(200);
  });

  it('lets the page of an institution read Retry-After', async () => {
    const visitor = { ...newVisitorHeaders(), Origin: 'https://www.example.org' };
    await callRepeatedly(20, () => post('/api/token', visitor));
    const { headers } = await post('/api/token', visitor);
    expect(headers.get('access-control-allow-origin')).toBe('https://www.example.org');
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
  });

  it('an exceeded rate limit answers a browser with the page, and a program with a problem document', async () => {
    const visitor = newVisitorHeaders();
    await callRepeatedly(60, (index) => viewPage(visitor, index));
    const page = await get('/restablecer', { ...visitor, Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'nonce-");
    expect(await page.text()).toMatch(/"failure":\{"kind":"rate-limited","seconds":\d+\}/);
    const program = await get('/restablecer', visitor);
    expect([program.status, program.headers.get('content-type')]).toEqual([429, 'application/problem+json']);
  });
});

describe('proxy that is not trusted', () => {
  it('an untrusted proxy is logged once as a hint to set TRUSTED_PROXIES, without an address', async () => {
    const service = await startService({ TRUSTED_PROXIES: '' });
    for (let time = 0; time < 3; time += 1) await fetch(`${service.url}/restablecer`, { headers: newVisitorHeaders() });
    expect(service.log().match(/TRUSTED_PROXIES/g)).toHaveLength(1);
    expect(service.log()).not.toContain('198.18.');
    await service.stop();
  });
});

describe('Direct Line call without a token', () => {
  it('a call without a token begins no conversation, so that every conversation is counted by its token', async () => {
    const service = await startService();
    const root = `${service.url}/v3/directline`;
    const bare = await Promise.all(
      ['/conversations', '/tokens/generate', '/tokens/refresh'].map((path) => fetch(root + path, { method: 'POST' })),
    );
    expect(bare.map(({ status }) => status)).toEqual([401, 403, 401]);
    await service.stop();
  });
});

describeWith(['redis-server'], 'rate limit per address during a Redis outage', () => {
  let redis: AcquiredRedis;
  let proxy: CuttableProxy;
  let service: RunningService;
  beforeAll(async () => {
    redis = await acquireRedis();
    proxy = await startCuttableProxy(redis.port);
    const SECRET_KEYS = `test:${Buffer.alloc(32, 5).toString('base64')}`;
    service = await startService({ REDIS_URL: `redis://127.0.0.1:${proxy.port}`, SECRET_KEYS });
  });
  afterAll(async () => {
    await proxy.reconnect();
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await nextEventLoopTurn();
    await service.stop();
    await proxy.stop();
    await redis.release();
  });

  it('refuses uncounted requests during an outage with 503: a program gets a problem document, a browser the page', async () => {
    await proxy.disconnect();
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
    expect(await page.text()).toContain('"failure":{"kind":"unavailable"}');
  });
});
