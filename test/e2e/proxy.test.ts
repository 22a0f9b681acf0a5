import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sendRequest, sendTlsRequest } from '../support/http/request';
import { startHaproxy, type HaproxyProcess } from '../support/deployment/haproxy';
import { describeWith } from '../support/jest/required-tools';

interface StandIn {
  readonly address: string;
  /** What it was asked beside how it is. */
  readonly asked: IncomingMessage[];
  close(): void;
}

/** Stands where a bot would: ready, and answering all else with this status and a cookie. */
async function startStandIn(status: number): Promise<StandIn> {
  const asked: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    const isProbe = request.headers.host === 'proxy';
    if (!isProbe) asked.push(request);
    // Not in a chain: restify, once some test has loaded it, makes `writeHead` answer nothing.
    response.writeHead(isProbe ? 200 : status, { 'Set-Cookie': `bot=${status}` });
    response.end(`${status}`);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describeWith(['haproxy', 'openssl'], 'the proxy of compose.yaml', () => {
  let [full, free, certbot]: StandIn[] = [];
  let proxy: HaproxyProcess;
  beforeAll(async () => {
    [full, free, certbot] = [await startStandIn(503), await startStandIn(200), await startStandIn(201)];
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

  it('takes what one bot refuses to the other, messages included', async () => {
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
    expect(full?.asked.length).toBeGreaterThan(0);
  });

  it('leaves a 503 to whatever else may have been done already as it is, and sends it once', async () => {
    const open = { method: 'POST', path: '/api/reset/open', body: '{"link":"a-link"}' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendTlsRequest('127.0.0.2', proxy.url, open)));
    const opened = (bot?: StandIn) => bot?.asked.filter(({ url }) => url === open.path).length ?? 0;
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
  ])('shows nobody %s', async (path) => {
    expect(await statusAndAsked(path)).toEqual([404, 0]);
  });

  it.each(['/x%zz/../%72eadyz', '/%72eadyz?%z'])('takes no address that it cannot read: %s', async (path) => {
    expect(await statusAndAsked(path)).toEqual([400, 0]);
  });

  /** What an address gets, and how many bots were asked for it. */
  async function statusAndAsked(path: string): Promise<readonly [status: number, asked: number]> {
    const asked = () => (full?.asked.length ?? 0) + (free?.asked.length ?? 0);
    const before = asked();
    const { status } = await sendTlsRequest('127.0.0.2', proxy.url, { path, headers: { Host: 'localhost' } });
    return [status, asked() - before];
  }

  it('appends whom it saw to what was said of whom it comes from', async () => {
    await sendTlsRequest('127.0.0.2', proxy.url, {
      path: '/v3/directline/whoami',
      headers: { 'X-Forwarded-For': '198.51.100.7' },
    });
    const heard = free?.asked.find(({ url }) => url === '/v3/directline/whoami');
    expect(heard?.headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.2');
  });

  it('lets whoever hands out certificates ask for its proof, by http and nothing else', async () => {
    const path = '/.well-known/acme-challenge/a-token';
    expect((await sendRequest(proxy.plainUrl, { path })).status).toBe(201);
    expect((await sendRequest(proxy.plainUrl, { path: '/' })).status).toBe(308);
    expect(certbot?.asked.map(({ url }) => url)).toEqual([path]);
  });

  it('takes all that a bot which is gone does not hear to the other', async () => {
    full?.close();
    const open = { method: 'POST', path: '/api/reset/open', body: '{"link":"a-link"}' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendTlsRequest('127.0.0.2', proxy.url, open)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
  });
});
