import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendRequest, type RequestSpec } from '../support/http/request';
import { expectSecurityHeaders } from '../support/http/security-headers';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';

const INSTITUTION = 'https://www.example.org';
const YEAR = 'max-age=31536000';

describe.each([
  ['in local mode', {}, undefined],
  ['over https', { PUBLIC_URL: 'https://recuperacion.example.org' }, YEAR],
])('response %s', (_where, settings, hsts) => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ WIDGET_ORIGINS: INSTITUTION, EVENT_GRID_SECRET: 'x'.repeat(32), ...settings });
  });
  afterAll(() => service.stop());

  const expectedHeaders = { 'strict-transport-security': hsts };
  const send = (spec: RequestSpec) =>
    sendRequest(service.url, { ...spec, headers: { ...newVisitorHeaders(), ...spec.headers } });

  /** Returns the headers in which a path differs from all others. */
  const exceptionsOf = (path: string) => {
    const ancestors = `frame-ancestors 'self' ${INSTITUTION}`;
    if (path === '/widget')
      return { 'x-frame-options': undefined, 'content-security-policy': expect.stringContaining(ancestors) as string };
    const cached = { 'cache-control': expect.stringMatching(/^public, max-age=\d+/) as string };
    if (path === '/widget.js') return { ...cached, 'cross-origin-resource-policy': 'cross-origin' };
    return path.startsWith('/assets/') ? cached : {};
  };

  it('every route has the security headers', async () => {
    expect(service.routes.length).toBeGreaterThan(30);
    for (const { method, path } of service.routes) {
      const spec = { path: path.replace(':id', 'x') };
      const answers = [await send({ ...spec, method })];
      if (method === 'GET') answers.push(await send({ ...spec, method: 'HEAD' }));
      for (const { headers } of answers) expectSecurityHeaders(headers, { ...expectedHeaders, ...exceptionsOf(path) });
    }
  });

  const json = { 'Content-Type': 'application/json' };
  it.each<[number, RequestSpec]>([
    [404, { path: '/nowhere' }],
    [404, { path: '/%zz' }],
    [404, { path: '/widget/' + 'x'.repeat(5_000) }],
    [400, { path: '/livez', headers: { Host: 'a b' } }],
    [405, { method: 'DELETE', path: '/restablecer' }],
    [405, { method: 'TRACE', path: '/livez' }],
    [405, { method: 'OPTIONS', path: '/restablecer' }],
    [403, { method: 'POST', path: '/api/reset/open', headers: { Origin: 'https://example.com' } }],
    [415, { method: 'POST', path: '/api/reset/open', body: '{}' }],
    [413, { method: 'POST', path: '/api/reset/open', headers: json, body: 'x'.repeat(5_000) }],
    [400, { method: 'POST', path: '/api/reset/open', headers: json, body: '{' }],
    [410, { method: 'POST', path: '/api/reset/key', headers: json, body: '{"key":"x"}' }],
    [200, { path: '/livez', headers: { Expect: 'the impossible' } }],
    [401, { path: '/v3/directline/conversations/x/stream', headers: { Connection: 'Upgrade', Upgrade: 'websocket' } }],
    [400, { method: 'POST', path: '/livez', headers: { Connection: 'Upgrade', Upgrade: 'h2c' }, body: '{}' }],
    [431, { path: '/livez', headers: { 'X-Long': 'x'.repeat(20_000) } }],
  ])('a response with the status %i to %j has the security headers', async (status, spec) => {
    const answer = await send(spec);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.headers['content-type']).toBe('application/problem+json');
    expectSecurityHeaders(answer.headers, expectedHeaders);
  });

  it('a response with the status 429 beyond a rate limit has the security headers', async () => {
    const visitor = newVisitorHeaders();
    const postKey = () =>
      send({ method: 'POST', path: '/api/reset/key', headers: { ...visitor, ...json }, body: '{}' });
    for (let time = 0; time < 10; time += 1) await postKey();
    const { headers, status } = await postKey();
    expect(status).toBe(429);
    expectSecurityHeaders(headers, expectedHeaders);
  });

  /** Sends the bytes unchanged. @returns everything until the connection closes */
  const sendRaw = async (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(service.url).port), 'localhost');
    await once(socket, 'connect');
    socket.write(bytes);
    return text(socket);
  };

  it.each([
    ['a request that is not HTTP', 'hello\r\n\r\n'],
    ['a header without a name', 'GET /livez HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
    [
      'two Content-Length headers',
      'POST /api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    ],
    [
      'a chunked body with a Content-Length',
      'POST /api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx',
    ],
  ])('a response with the status 400 to %s has the security headers', async (_which, bytes) => {
    const answer = await sendRaw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expectSecurityHeaders(headersOf(answer), expectedHeaders);
  });
});

function headersOf(answer: string): IncomingHttpHeaders {
  const [head = ''] = answer.split('\r\n\r\n');
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
