import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../support/ask';
import { askFrom } from '../support/ask-proxy';
import { startProxy, type Proxy } from '../support/haproxy';
import { describeWith } from '../support/tools';

interface StandIn {
  readonly address: string;
  /** What it was asked beside how it is. */
  readonly asked: IncomingMessage[];
  close(): void;
}

/** Stands where a bot would: ready, and answering all else with this status. */
async function startStandIn(status: number): Promise<StandIn> {
  const asked: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    const isProbe = request.headers.host === 'proxy';
    if (!isProbe) asked.push(request);
    response.writeHead(isProbe ? 200 : status).end(`${status}`);
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
  let proxy: Proxy;
  beforeAll(async () => {
    [full, free, certbot] = [await startStandIn(503), await startStandIn(200), await startStandIn(201)];
    proxy = await startProxy('deploy/proxy/haproxy.cfg', {
      BOT_1: full.address,
      BOT_2: free.address,
      ACME_ADDRESS: certbot.address,
    });
    while ((await askFrom('127.0.0.2', proxy.url, { path: '/livez' })).status === 503) await delay(50);
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
    const answers = await Promise.all(Array.from({ length: 10 }, () => askFrom('127.0.0.2', proxy.url, message)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect(full?.asked.length).toBeGreaterThan(0);
  });

  it('appends whom it saw to what was said of whom it comes from', async () => {
    await askFrom('127.0.0.2', proxy.url, { path: '/whoami', headers: { 'X-Forwarded-For': '198.51.100.7' } });
    const heard = free?.asked.find(({ url }) => url === '/whoami');
    expect(heard?.headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.2');
  });

  it('lets whoever hands out certificates ask for its proof, by http and nothing else', async () => {
    const path = '/.well-known/acme-challenge/a-token';
    expect((await ask(proxy.plainUrl, { path })).status).toBe(201);
    expect((await ask(proxy.plainUrl, { path: '/' })).status).toBe(308);
    expect(certbot?.asked.map(({ url }) => url)).toEqual([path]);
  });
});
