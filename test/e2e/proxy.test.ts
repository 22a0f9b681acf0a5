import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sendRequest, sendTlsRequest } from '../support/http/request';
import { startHaproxy, type HaproxyProcess } from '../support/deployment/haproxy';
import { describeWith } from '../support/jest/required-tools';

interface FakeServer {
  readonly address: string;
  /** The requests that arrived, without health checks. */
  readonly requests: IncomingMessage[];
  close(): void;
}

/** Starts a server in place of a bot: it is ready, and answers all other requests with this status and a cookie. */
async function startFakeServer(status: number): Promise<FakeServer> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    const isProbe = request.headers.host === 'proxy';
    if (!isProbe) requests.push(request);
    // Not chained: once any test has loaded restify, `writeHead` returns undefined.
    response.writeHead(isProbe ? 200 : status, { 'Set-Cookie': `bot=${status}` });
    response.end(`${status}`);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describeWith(['haproxy', 'openssl'], 'the proxy of compose.yaml', () => {
  let [full, free, certbot]: FakeServer[] = [];
  let proxy: HaproxyProcess;
  beforeAll(async () => {
    [full, free, certbot] = [await startFakeServer(503), await startFakeServer(200), await startFakeServer(201)];
    proxy = await startHaproxy('deploy/proxy/haproxy.cfg', {
      BOT_1: full.address,
      BOT_2: free.address,
      ACME_ADDRESS: certbot.address,
    });
    while ((await sendTlsRequest('127.0.0.2', proxy.url, { path: '/livez' })).status === 503) await delay(50);
  });
  afterAll(async () => {
    await proxy.stop();
    for (const one of [full, free, certbot]) one?.close();
  });

  it('the proxy retries a message at the other bot when one answers 503', async () => {
    const message = {
      method: 'POST',
      path: '/api/messages',
      headers: { 'Content-Type': 'application/json' },
      body: '{"text":"hola"}',
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendTlsRequest('127.0.0.2', proxy.url, message)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect(full?.requests.length).toBeGreaterThan(0);
  });

  it('a request that may have taken effect is not retried, and its 503 is passed on', async () => {
    const open = { method: 'POST', path: '/api/reset/open', body: '{"link":"a-link"}' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendTlsRequest('127.0.0.2', proxy.url, open)));
    const opened = (bot?: FakeServer) => bot?.requests.filter(({ url }) => url === open.path).length ?? 0;
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map(({ headers }) => headers['set-cookie'])).toEqual(refused.map(() => ['bot=503']));
    expect([opened(full), opened(full) + opened(free)]).toEqual([refused.length, 10]);
  });

  it.each([
    '/readyz',
    '/metrics?x',
    '/%72eadyz',
    '/metric%73',
    '/./readyz',
    '/%2e/readyz',
    '/x/../readyz',
    '/x/%2e%2e/%6Detrics',
    '/.\\readyz',
    '/.%5Cmetrics',
    '/%00/../readyz',
    'https://localhost/%72eadyz',
  ])('answers 404 to %s and forwards it to no bot', async (path) => {
    expect(await statusAndForwarded(path)).toEqual([404, 0]);
  });

  it.each(['/x%zz/../%72eadyz', '/%72eadyz?%z'])(
    'answers 400 to the malformed path %s and forwards it to no bot',
    async (path) => {
      expect(await statusAndForwarded(path)).toEqual([400, 0]);
    },
  );

  /** Returns the status of a path, and how many requests for it reached a bot. */
  async function statusAndForwarded(path: string): Promise<readonly [status: number, forwarded: number]> {
    const forwarded = () => (full?.requests.length ?? 0) + (free?.requests.length ?? 0);
    const before = forwarded();
    const { status } = await sendTlsRequest('127.0.0.2', proxy.url, { path, headers: { Host: 'localhost' } });
    return [status, forwarded() - before];
  }

  it('appends the address of the client to X-Forwarded-For', async () => {
    await sendTlsRequest('127.0.0.2', proxy.url, {
      path: '/v3/directline/whoami',
      headers: { 'X-Forwarded-For': '198.51.100.7' },
    });
    const whoami = free?.requests.find(({ url }) => url === '/v3/directline/whoami');
    expect(whoami?.headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.2');
  });

  it('forwards ACME challenges over plain HTTP to certbot, and redirects all other requests to HTTPS', async () => {
    const path = '/.well-known/acme-challenge/a-token';
    expect((await sendRequest(proxy.plainUrl, { path })).status).toBe(201);
    expect((await sendRequest(proxy.plainUrl, { path: '/' })).status).toBe(308);
    expect(certbot?.requests.map(({ url }) => url)).toEqual([path]);
  });

  it('sends every request to the other bot when one has stopped', async () => {
    full?.close();
    const open = { method: 'POST', path: '/api/reset/open', body: '{"link":"a-link"}' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendTlsRequest('127.0.0.2', proxy.url, open)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
  });
});
