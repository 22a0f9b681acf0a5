import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDirectLineApi, type DirectLineApi } from '../../src/web/chat/connection/direct-line-api';
import type { StoredConversation } from '../../src/web/chat/connection/stored-conversation';

describe('Direct Line calls of the chat page', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; headers?: Record<string, string>; body?: object };
  let request: { method: string | undefined; path: string | undefined; headers: IncomingHttpHeaders };
  let calls: DirectLineApi;
  let conversation: StoredConversation;

  beforeAll(async () => {
    server = createServer(({ headers, method, url: path }, response) => {
      request = { method, path, headers };
      response.writeHead(answer.status, answer.headers);
      response.end(JSON.stringify(answer.body ?? {}));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    calls = createDirectLineApi(`${url}/api/token`, () => 'en');
    const since = Date.now();
    const rest = { userId: 'dl_me', token: 'a token', begun: true, joined: true, watermark: '' };
    conversation = { ...rest, conversationId: 'c', domain: url, since, until: since + 60_000 };
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  it('sends the language of the page when it resumes a conversation, and asks for all activities', async () => {
    answer = { status: 200, body: { token: 'another', expires_in: 1_800, streamUrl: 'wss://service.example' } };
    expect(await calls.openConversation(conversation)).toMatchObject({
      conversation: { token: 'another', joined: true },
    });
    expect(request).toMatchObject({ method: 'GET', path: '/conversations/c?watermark=0' });
    expect(request.headers).toMatchObject({ 'accept-language': 'en', authorization: 'Bearer a token' });
  });

  it.each([401, 403, 404])(
    'treats a conversation as gone after status %i or when its token has expired',
    async (status) => {
      answer = { status };
      expect(await calls.openConversation(conversation)).toBe('gone');
      answer = { status: 500 };
      expect(await calls.openConversation({ ...conversation, until: Date.now() })).toBe('gone');
    },
  );

  it.each([
    [400, undefined, 'never'],
    [403, '5', 'never'],
    [404, undefined, 'never'],
    [408, undefined, 0],
    [429, '5', 5_000],
    [429, '86400', 60_000],
    [503, '10', 10_000],
    [503, 'Mon, 23 Nov 2026 02:00:00 GMT', 0],
    [503, '-1', 0],
    [500, undefined, 0],
  ])('computes the retry delay after status %i with Retry-After %p: %p', async (status, header, retryAfter) => {
    answer = { status, ...(header !== undefined && { headers: { 'Retry-After': header } }) };
    expect(await calls.requestConversation()).toMatchObject({ retryAfter });
  });

  it('reports how long the service rejects this client, however soon it retries', async () => {
    answer = { status: 429, headers: { 'Retry-After': '400' } };
    expect(await calls.requestConversation()).toMatchObject({ retryAfter: 60_000, rateLimitedFor: 400_000 });
    answer = { status: 503, headers: { 'Retry-After': '400' } };
    expect(await calls.requestConversation()).not.toHaveProperty('rateLimitedFor');
  });

  it('retries soon when no server answers', async () => {
    calls = createDirectLineApi('http://127.0.0.1:1/api/token', () => 'en');
    expect(await calls.requestConversation()).toMatchObject({ retryAfter: 0 });
  });
});
