import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendJson } from '../../src/http/server/responses';
import { readJsonBody } from '../../src/http/server/bodies';
import type { Route } from '../../src/http/server/route';
import { createHttpServer, type HttpServer, type UpgradeHandler } from '../../src/http/server/server';
import { waitUntil } from '../support/direct-line/stream-client';
import { shutdownTimes } from '../../src/policy/shutdown';

describe.each([
  ['speaks WebSockets', true],
  ['speaks HTTP alone', false],
])('a server that %s', (_what, speaksWebSockets) => {
  let server: HttpServer;
  let port: number;
  const errors: unknown[] = [];
  const left: Socket[] = [];
  const upgraded: string[] = [];
  let waiting = 0;
  let gone = 0;
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
        waiting += 1;
        response.once('close', () => (gone += 1));
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
      drainTimeout: shutdownTimes.requests,
      random: { token: () => 'reference' } as never,
      publicUrl: 'https://recuperacion.example.org',
      onError: (e: unknown) => errors.push(e),
    };
    server = createHttpServer({ ...options, ...(speaksWebSockets && { sockets }) });
    port = await server.listen(0);
  });
  afterAll(async () => {
    for (const socket of left) socket.destroy();
    await server.close();
  });

  const open = (first: string, ...more: readonly string[]) => {
    const [headers, body = ''] = [more.filter((line) => line.includes(':')), more.find((line) => !line.includes(':'))];
    const socket = connect(port, 'localhost');
    socket.write([first, 'Host: a', 'Connection: Upgrade, HTTP2-Settings', ...headers, '', body].join('\r\n'));
    return socket;
  };
  /** The whole answer: it ends with the connection. */
  const ask = (first: string, ...more: readonly string[]) => text(open(first, ...more));

  it.each(['h2c', 'TLS/1.0', 'h2c, websocket'])('answers as if %s had not been offered', async (offered) => {
    const answer = await ask('GET /whole HTTP/1.1', `Upgrade: ${offered}`, 'HTTP2-Settings: AAMAAABkAAQAAP__');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    expect(answer).toContain(`"${'x'.repeat(300_000)}"`);
    const head = await ask('HEAD /whole HTTP/1.1', `Upgrade: ${offered}`);
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
  ])('refuses %s as ever, and lives on', async (first, status) => {
    const answer = await ask(first, 'Upgrade: h2c');
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('application/problem+json');
    expect(await ask('HEAD /whole HTTP/1.1', 'Upgrade: h2c')).toContain('200 OK');
  });

  it('waits for no body that was not announced', async () => {
    const type = 'Content-Type: application/json';
    expect(await ask('POST /echo HTTP/1.1', 'Upgrade: h2c', type)).toContain('HTTP/1.1 400 ');
    expect(await ask('POST /echo HTTP/1.1', 'Upgrade: h2c', type, 'Content-Length: 0')).toContain('HTTP/1.1 400 ');
  });

  it.each([
    ['a length', 'Content-Length: 2', '{}'],
    ['many pages', 'Content-Length: 40000', 'x'.repeat(40_000)],
    ['pieces', 'Transfer-Encoding: chunked', '2\r\n{}\r\n0\r\n\r\n'],
  ])('refuses a body of %s: nobody would read it', async (_kind, header, body) => {
    const answer = await ask('POST /echo HTTP/1.1', 'Upgrade: h2c', 'Content-Type: application/json', header, body);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/^connection: close\r$/im);
  });

  it(`leaves ${speaksWebSockets ? 'WebSockets, and nothing else,' : 'nothing'} to what speaks them`, async () => {
    const before = upgraded.length;
    await ask('GET /whole HTTP/1.1', 'Upgrade: h2c');
    expect(upgraded).toHaveLength(before);
    for (const name of ['websocket', 'WebSocket']) {
      const answer = await ask('GET /nowhere HTTP/1.1', `Upgrade: ${name}`);
      expect(answer.startsWith(speaksWebSockets ? 'upgraded' : 'HTTP/1.1 404 ')).toBe(true);
    }
    expect(upgraded.length - before).toBe(speaksWebSockets ? 2 : 0);
  });

  it('outlives whoever leaves before the answer', async () => {
    for (const leave of ['resetAndDestroy', 'destroy', 'pause'] as const) {
      const before = waiting;
      const socket = open('GET /late HTTP/1.1', 'Upgrade: h2c');
      await waitUntil(() => waiting > before);
      socket[leave]();
      if (leave === 'pause') left.push(socket);
      else await once(socket, 'close');
      if (leave === 'resetAndDestroy') await waitUntil(() => gone === 1);
      release();
    }
    expect(await ask('HEAD /whole HTTP/1.1', 'Upgrade: h2c')).toContain('200 OK');
  });

  // The same for both, and slow.
  if (speaksWebSockets) return;
  it('waits for such an answer no longer than for any other when it stops', async () => {
    const before = waiting;
    const socket = open('GET /late HTTP/1.1', 'Upgrade: h2c');
    const ended = text(socket);
    await waitUntil(() => waiting > before);
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(await ended).toBe('');
  }, 15_000);
});
