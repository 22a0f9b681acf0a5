import { once } from 'node:events';
import { connect } from 'node:net';
import { Problem } from '../../src/http/server/problem';
import { readJsonBody } from '../../src/http/server/bodies';
import { sendJson } from '../../src/http/server/responses';
import { expectSecurityHeaders } from '../support/http/security-headers';
import { startWebServer, type WebServer } from '../support/http/web-server';

let site: WebServer;

beforeAll(async () => {
  site = await startWebServer({
    routes: [
      { method: 'GET', path: '/late-fault', handle: () => Promise.reject(new Error('the key is hunter2')) },
      {
        method: 'GET',
        path: '/half-answer',
        handle(_request, response) {
          response.write('half');
          return Promise.reject(new Error('cut'));
        },
      },
      {
        method: 'GET',
        path: '/under-way',
        async handle(_request, response) {
          response.write('the first part');
          await once(response, 'close');
        },
      },
      { method: 'GET', path: '/teapot', handle: () => Promise.reject(new Problem(418, { kind: 'teapot' })) },
      {
        method: 'POST',
        path: '/echo',
        async handle(request, response) {
          sendJson(response, await readJsonBody(request, 16));
        },
      },
    ],
  });
});

afterAll(() => site.stop());

/** Sends the text unchanged. @returns the status line of the response */
const sendRaw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(site.url).port), 'localhost', () => socket.write(text));
    socket.setTimeout(5_000, () => {
      reject(new Error('no answer'));
    });
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });

const echo = (init: RequestInit & { duplex?: 'half' }) => fetch(`${site.url}/echo`, { method: 'POST', ...init });

describe('error response', () => {
  it.each([
    ['GET', '/nowhere', 404],
    ['GET', '/%zz', 404],
    ['DELETE', '/livez', 405],
    ['GET', '/api/reset/open', 405],
    ['GET', '/teapot', 418],
  ])('an error response is a problem document for %s %s', async (method, path, status) => {
    const response = await fetch(site.url + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as { type: string; title: string };
    expect(problem).toMatchObject({ status });
    expect(problem.type).toMatch(/^(about|urn):/);
    expect(problem.title).not.toBe('');
  });

  it('the response to an unexpected error contains only a reference, which is reported with the error', async () => {
    const response = await fetch(`${site.url}/late-fault`);
    const body = (await response.json()) as { reference: string };
    expect(response.status).toBe(500);
    expectSecurityHeaders(Object.fromEntries(response.headers));
    const { reference } = body;
    expect(body).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500, reference });
    expect(reference).toMatch(/^[\w-]{8}$/);
    expect(site.errors).toContainEqual({ error: new Error('the key is hunter2'), reference });
  });

  it('no error is sent after half of a response: the connection closes, and the server keeps running', async () => {
    const cut = await fetch(`${site.url}/half-answer`);
    await expect(cut.text()).rejects.toThrow();
    expect((await fetch(`${site.url}/livez`)).status).toBe(200);
  });

  it('no error is sent for an invalid request behind an unfinished response, of which it would become a part', async () => {
    const socket = connect(Number(new URL(site.url).port), 'localhost', () =>
      socket.write('GET /under-way HTTP/1.1\r\nHost: a\r\n\r\n'),
    );
    let received = '';
    socket.on('data', (data: Buffer) => {
      received += data.toString();
      if (received.includes('the first part')) socket.write('nonsense\r\n\r\n');
    });
    await once(socket, 'close');
    expect(received).toContain('the first part');
    expect(received).not.toContain('400');
  });

  it.each(['Host: a b', 'Host: [', 'Host: x:y:z', 'Host: %'])(
    'an invalid Host header is answered with 400, and the server keeps running (%s)',
    async (host) => {
      expect(await sendRaw(`GET /livez HTTP/1.1\r\n${host}\r\n\r\n`)).toBe('HTTP/1.1 400 Bad Request');
      expect(await sendRaw(`OPTIONS * HTTP/1.1\r\n${host}\r\n\r\n`)).toBe('HTTP/1.1 400 Bad Request');
      expect((await fetch(`${site.url}/livez`)).status).toBe(200);
    },
  );
});

describe('request body', () => {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };

  it('a body is refused when it is one byte over the limit', async () => {
    expect(await (await echo({ headers, body: `"${'a'.repeat(14)}"` })).json()).toBe('a'.repeat(14));
    const response = await echo({ headers, body: `"${'a'.repeat(15)}"` });
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
  });

  it('a body is bounded when it is chunked without a length', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let piece = 0; piece < 4; piece += 1) controller.enqueue(new TextEncoder().encode('"aaaaaa"'));
        controller.close();
      },
    });
    expect((await echo({ headers, body, duplex: 'half' })).status).toBe(413);
  });

  it.each(['', '{', 'undefined', Buffer.from([0x22, 0xff, 0x22])])(
    'a body is refused when it is no JSON (%p)',
    async (body) => {
      expect((await echo({ headers, body })).status).toBe(400);
    },
  );

  it('a body is refused when its media type is not JSON', async () => {
    expect((await echo({ body: new Uint8Array() })).status).toBe(415);
    expect((await echo({ headers: { 'Content-Type': 'application/jsonp' }, body: '{}' })).status).toBe(415);
  });

  it('a body causes no error when its sender disconnects', async () => {
    const socket = connect(Number(new URL(site.url).port), 'localhost');
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"a';
    await new Promise((written) => socket.write(head, written));
    const before = site.errors.length;
    socket.destroy();
    expect((await fetch(`${site.url}/livez`)).status).toBe(200);
    expect(site.errors).toHaveLength(before);
  });
});
