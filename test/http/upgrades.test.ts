import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendJson } from '../../src/http/server/responses';
import { readJsonBody } from '../../src/http/server/bodies';
import type { Route } from '../../src/http/server/route';
import { createHttpServer, type HttpServer, type UpgradeHandler } from '../../src/http/server/server';
import { waitUntil } from '../support/jest/wait-until';

/** ms */
const DRAIN_TIMEOUT = 500;

describe.each([
  ['supports WebSockets', true],
  ['supports HTTP only', false],
])('HTTP server that %s', (_which, supportsWebSockets) => {
  let server: HttpServer;
  let port: number;
  const errors: unknown[] = [];
  const abandoned: Socket[] = [];
  const upgraded: string[] = [];
  let waitingCount = 0;
  let closedCount = 0;
  let release = () => {};

  const sockets: UpgradeHandler = {
    upgrade({ url = '' }, socket) {
      upgraded.push(url);
      socket.once('finish', () => socket.destroy()).end('upgraded');
    },
    close: () => undefined,
  };
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/whole',
      handle(_request, response) {
        sendJson(response, { whole: 'x'.repeat(300_000) });
        return Promise.resolve();
      },
    },
    {
      method: 'GET',
      path: '/late',
      async handle(_request, response) {
        waitingCount += 1;
        response.once('close', () => (closedCount += 1));
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        sendJson(response, { late: 'x'.repeat(300_000) });
      },
    },
    {
      method: 'POST',
      path: '/echo',
      async handle(request, response) {
        sendJson(response, await readJsonBody(request, 16));
      },
    },
    { method: 'GET', path: '/fault', handle: () => Promise.reject(new Error('a fault')) },
  ];

  beforeAll(async () => {
    const options = {
      routes,
      drainTimeout: DRAIN_TIMEOUT,
      random: { token: () => 'reference' } as never,
      publicUrl: 'https://recuperacion.example.org',
      onError: (e: unknown) => errors.push(e),
    };
    server = createHttpServer({ ...options, ...(supportsWebSockets && { sockets }) });
    port = await server.listen(0);
  });
  afterAll(async () => {
    for (const socket of abandoned) socket.destroy();
    await server.close();
  });

  const open = (requestLine: string, ...more: readonly string[]) => {
    const [headers, body = ''] = [more.filter((line) => line.includes(':')), more.find((line) => !line.includes(':'))];
    const socket = connect(port, 'localhost');
    socket.write([requestLine, 'Host: a', 'Connection: Upgrade, HTTP2-Settings', ...headers, '', body].join('\r\n'));
    return socket;
  };
  /** Sends a request with these headers and body. @returns everything until the connection closes */
  const send = (requestLine: string, ...more: readonly string[]) => text(open(requestLine, ...more));

  it.each(['h2c', 'TLS/1.0', 'h2c, websocket'])('ignores an offered upgrade to %s', async (offered) => {
    const answer = await send('GET /whole HTTP/1.1', `Upgrade: ${offered}`, 'HTTP2-Settings: AAMAAABkAAQAAP__');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    expect(answer).toContain(`"${'x'.repeat(300_000)}"`);
    const head = await send('HEAD /whole HTTP/1.1', `Upgrade: ${offered}`);
    expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(head).toMatch(/\r\n\r\n$/);
  });

  it.each([
    ['GET /nowhere HTTP/1.1', 404],
    ['GET // HTTP/1.1', 404],
    ['GET http://[ HTTP/1.1', 400],
    ['DELETE /whole HTTP/1.1', 405],
    ['POST /echo HTTP/1.1', 415],
    ['GET /fault HTTP/1.1', 500],
  ])('refuses %s with the usual status despite an offered upgrade, and keeps running', async (requestLine, status) => {
    const answer = await send(requestLine, 'Upgrade: h2c');
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('application/problem+json');
    expect(await send('HEAD /whole HTTP/1.1', 'Upgrade: h2c')).toContain('200 OK');
  });

  it('the server does not wait for a body that was not announced', async () => {
    const type = 'Content-Type: application/json';
    expect(await send('POST /echo HTTP/1.1', 'Upgrade: h2c', type)).toContain('HTTP/1.1 400 ');
    expect(await send('POST /echo HTTP/1.1', 'Upgrade: h2c', type, 'Content-Length: 0')).toContain('HTTP/1.1 400 ');
  });

  it.each([
    ['a short body', 'Content-Length: 2', '{}'],
    ['a long body', 'Content-Length: 40000', 'x'.repeat(40_000)],
    ['a chunked body', 'Transfer-Encoding: chunked', '2\r\n{}\r\n0\r\n\r\n'],
  ])('refuses an upgrade request with %s, which would not be read', async (_kind, header, body) => {
    const answer = await send('POST /echo HTTP/1.1', 'Upgrade: h2c', 'Content-Type: application/json', header, body);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/^connection: close\r$/im);
  });

  it(`passes ${supportsWebSockets ? 'WebSocket upgrades and no others' : 'no upgrade'} to its upgrade handler`, async () => {
    const before = upgraded.length;
    await send('GET /whole HTTP/1.1', 'Upgrade: h2c');
    expect(upgraded).toHaveLength(before);
    for (const name of ['websocket', 'WebSocket']) {
      const answer = await send('GET /nowhere HTTP/1.1', `Upgrade: ${name}`);
      expect(answer.startsWith(supportsWebSockets ? 'upgraded' : 'HTTP/1.1 404 ')).toBe(true);
    }
    expect(upgraded.length - before).toBe(supportsWebSockets ? 2 : 0);
  });

  it('keeps running when a client leaves before the response', async () => {
    for (const leave of ['resetAndDestroy', 'destroy', 'pause'] as const) {
      const before = waitingCount;
      const socket = open('GET /late HTTP/1.1', 'Upgrade: h2c');
      await waitUntil(() => waitingCount > before);
      socket[leave]();
      if (leave === 'pause') abandoned.push(socket);
      else await once(socket, 'close');
      if (leave === 'resetAndDestroy') await waitUntil(() => closedCount === 1);
      release();
    }
    expect(await send('HEAD /whole HTTP/1.1', 'Upgrade: h2c')).toContain('200 OK');
  });

  it('a stopping server bounds the wait for the response to an upgrade request', async () => {
    const before = waitingCount;
    const socket = open('GET /late HTTP/1.1', 'Upgrade: h2c');
    const ended = text(socket);
    await waitUntil(() => waitingCount > before);
    const began = performance.now();
    await server.close();
    const duration = performance.now() - began;
    expect(duration).toBeGreaterThan(0.9 * DRAIN_TIMEOUT);
    expect(duration).toBeLessThan(10 * DRAIN_TIMEOUT);
    expect(await ended).toBe('');
  });
});
