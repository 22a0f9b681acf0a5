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
  ['at a desk', {}, undefined],
  ['over https', { PUBLIC_URL: 'https://recuperacion.example.org' }, YEAR],
])('%s, every answer guards the browser:', (_where, settings, hsts) => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ WIDGET_ORIGINS: INSTITUTION, EVENT_GRID_SECRET: 'x'.repeat(32), ...settings });
  });
  afterAll(() => service.stop());

  const guard = { 'strict-transport-security': hsts };
  const asked = (question: RequestSpec) =>
    sendRequest(service.url, { ...question, headers: { ...newVisitorHeaders(), ...question.headers } });

  /** What an address has of its own. Every other address has nothing. */
  const ownOf = (path: string) => {
    const ancestors = `frame-ancestors 'self' ${INSTITUTION}`;
    if (path === '/widget')
      return { 'x-frame-options': undefined, 'content-security-policy': expect.stringContaining(ancestors) as string };
    const kept = { 'cache-control': expect.stringMatching(/^public, max-age=\d+/) as string };
    if (path === '/widget.js') return { ...kept, 'cross-origin-resource-policy': 'cross-origin' };
    return path.startsWith('/assets/') ? kept : {};
  };

  it('that of each route, whatever it answers', async () => {
    expect(service.routes.length).toBeGreaterThan(30);
    for (const { method, path } of service.routes) {
      const question = { path: path.replace(':id', 'x') };
      const answers = [await asked({ ...question, method })];
      if (method === 'GET') answers.push(await asked({ ...question, method: 'HEAD' }));
      for (const { headers } of answers) expectSecurityHeaders(headers, { ...guard, ...ownOf(path) });
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
  ])('%i to %j', async (status, question) => {
    const answer = await asked(question);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.headers['content-type']).toBe('application/problem+json');
    expectSecurityHeaders(answer.headers, guard);
  });

  it('429 when it is too much', async () => {
    const visitor = newVisitorHeaders();
    const press = () => asked({ method: 'POST', path: '/api/reset/key', headers: { ...visitor, ...json }, body: '{}' });
    for (let turn = 0; turn < 10; turn += 1) await press();
    const { headers, status } = await press();
    expect(status).toBe(429);
    expectSecurityHeaders(headers, guard);
  });

  /** Sends bytes as they are, and reads until the end. */
  const raw = async (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(service.url).port), 'localhost');
    await once(socket, 'connect');
    socket.write(bytes);
    return text(socket);
  };

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header without a name', 'GET /livez HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
    ['two lengths', 'POST /api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    [
      'a length and pieces',
      'POST /api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx',
    ],
  ])('400 to %s', async (_what, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expectSecurityHeaders(headersOf(answer), guard);
  });
});

function headersOf(answer: string): IncomingHttpHeaders {
  const [head = ''] = answer.split('\r\n\r\n');
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
