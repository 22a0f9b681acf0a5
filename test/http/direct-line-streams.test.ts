import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { openStream, openRefusedStream } from '../support/direct-line/stream-client';
import { INSTITUTION, startDirectLineServer, type DirectLineServer } from '../support/direct-line/direct-line-server';
import type { DirectLineLimits } from '../../src/http/routes/direct-line/options';
import { waitUntil } from '../support/jest/wait-until';

describe('Direct Line stream', () => {
  const sites: DirectLineServer[] = [];
  const startSite = async (limits?: Partial<DirectLineLimits>) => {
    const site = await startDirectLineServer(limits);
    sites.push(site);
    return site;
  };
  let site: DirectLineServer;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => Promise.all(sites.map(({ stop }) => stop())));

  /** Begins a conversation. */
  const beginConversation = async (at = site) => {
    const visitor = await at.visitor();
    await at.post('/conversations', visitor.token, {});
    const path = `/conversations/${visitor.conversation}`;
    const streamUrl = async (watermark = '') => {
      const response = await at.call(`${path}?watermark=${watermark}`, visitor.token);
      return ((await response.json()) as { streamUrl: string }).streamUrl;
    };
    const say = (words: string) => at.post(`${path}/activities`, visitor.token, { type: 'message', text: words });
    return { ...visitor, path, streamUrl, say };
  };

  it('the stream sends the activities of the feed, then new ones, each in its own frame', async () => {
    const { streamUrl, say } = await beginConversation();
    const stream = await openStream(await streamUrl());
    await waitUntil(() => stream.said().length === 1);
    await say('hola');
    await waitUntil(() => stream.said().length === 3);
    expect(stream.said()).toEqual(['bienvenido', 'hola', 'eco: hola']);
    expect(stream.frames.map(({ activities }) => activities.length)).toEqual([1, 1, 1]);
    expect(stream.frames.at(-1)?.watermark).toBe('3');
    stream.ws.close();
  });

  it('the stream starts at the watermark', async () => {
    const { streamUrl, say } = await beginConversation();
    await say('hola');
    const stream = await openStream(await streamUrl('2'));
    await waitUntil(() => stream.said().length === 1);
    expect(stream.said()).toEqual(['eco: hola']);
    stream.ws.close();
  });

  it('the stream misses no activity that is added while it is being opened', async () => {
    const { streamUrl, conversation } = await beginConversation();
    const opening = openStream(await streamUrl());
    let count = 0;
    const messages = setInterval(() => {
      count += 1;
      site.directLine.botSays(conversation, `${count}`);
    }, 1);
    const stream = await opening;
    await waitUntil(() => stream.said().length > 1);
    clearInterval(messages);
    await waitUntil(() => stream.said().length > count);
    expect(stream.said()).toEqual(['bienvenido', ...Array.from({ length: count }, (_, index) => `${index + 1}`)]);
    stream.ws.close();
  });

  it('the stream keeps the order and repeats nothing under rapid messages and needless notifications', async () => {
    const { streamUrl, conversation } = await beginConversation();
    const streams = await Promise.all([openStream(await streamUrl()), openStream(await streamUrl())]);
    const texts = Array.from({ length: 300 }, (_, index) => `${index}`);
    for (const [index, words] of texts.entries()) {
      site.directLine.botSays(conversation, words);
      site.directLine.notifyWithoutChange(conversation);
      // Some messages arrive while the feed is being read.
      if (index % 7 === 0) await new Promise(setImmediate);
    }
    for (const stream of streams) {
      await waitUntil(() => stream.said().length > 300);
      expect(stream.said()).toEqual(['bienvenido', ...texts]);
      stream.ws.close();
    }
  });

  it('the stream never reads the feed twice at the same time for one client', async () => {
    const alone = await startSite();
    const { streamUrl, conversation } = await beginConversation(alone);
    const stream = await openStream(await streamUrl());
    for (let index = 0; index < 50; index += 1) {
      alone.directLine.botSays(conversation, `${index}`);
      if (index % 3 === 0) await new Promise(setImmediate);
    }
    await waitUntil(() => stream.said().length === 51);
    expect(alone.directLine.maxConcurrentReads()).toBe(1);
    stream.ws.close();
  });

  it('the stream sends transient activities at once, with the watermark where the client is', async () => {
    const { streamUrl, conversation } = await beginConversation();
    const stream = await openStream(await streamUrl());
    await waitUntil(() => stream.said().length === 1);
    site.directLine.botIsTyping(conversation);
    await waitUntil(() => stream.said().length === 2);
    expect(stream.frames[1]).toEqual({ activities: [{ type: 'typing', from: { id: 'bot' } }], watermark: '1' });
    stream.ws.close();
  });

  it('the stream closes at the end of the conversation and at an outage of the store', async () => {
    const ended = await beginConversation();
    const first = await openStream(await ended.streamUrl());
    await waitUntil(() => site.directLine.followerCount(ended.conversation) === 1 && first.said().length === 1);
    site.directLine.end(ended.conversation);
    expect(await first.closed).toBe(1000);

    const { streamUrl, conversation } = await beginConversation();
    const second = await openStream(await streamUrl());
    await waitUntil(() => site.directLine.followerCount(conversation) === 1 && second.said().length === 1);
    const before = site.errors.length;
    site.directLine.store = 'down';
    site.directLine.notifyWithoutChange(conversation);
    expect(await second.closed).toBe(1011);
    site.directLine.store = 'up';
    expect(site.errors).toHaveLength(before + 1);
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
  });

  describe('refused upgrade to a Direct Line stream', () => {
    it.each([
      ['another path', '/v3/directline/conversations', 404],
      ['a path that cannot be decoded', '/v3/directline/conversations/%E0%A4%A/stream', 404],
      ['a stream without a token', '/v3/directline/conversations/x/stream', 401],
      ['a malformed token', '/v3/directline/conversations/x/stream?t=e30.e30.e30', 403],
    ])('refuses %s before the handshake', async (_which, path, status) => {
      const { headers, body, status: given } = await openRefusedStream(site.url.replace('http', 'ws') + path);
      expect(given).toBe(status);
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json',
        connection: 'close',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      expect(body).toMatchObject({ status });
    });

    it('refuses the token of the conversation itself, and the stream token of another conversation', async () => {
      const mine = await beginConversation();
      const theirs = await beginConversation();
      const withConversationToken = new URL(await mine.streamUrl());
      withConversationToken.searchParams.set('t', mine.token);
      const foreign = (await mine.streamUrl()).replace(mine.conversation, theirs.conversation);
      for (const url of [withConversationToken.href, foreign]) expect((await openRefusedStream(url)).status).toBe(403);
      expect((await openRefusedStream(foreign)).body).toMatchObject({ type: 'urn:problem:foreign-conversation' });
    });

    it('refuses pages of other sites, and accepts our pages and those of institutions', async () => {
      const { streamUrl } = await beginConversation();
      const answer = await openRefusedStream(await streamUrl(), { Origin: 'https://evil.example' });
      expect(answer).toMatchObject({ status: 403, body: { type: 'urn:problem:foreign-origin' } });
      for (const origin of [INSTITUTION, site.url]) {
        (await openStream(await streamUrl(), { origin })).ws.close();
      }
    });

    it('refuses a stream of a conversation that has ended', async () => {
      const { streamUrl, conversation } = await beginConversation();
      const url = await streamUrl();
      site.directLine.end(conversation);
      expect(await openRefusedStream(url)).toMatchObject({ status: 404, body: { type: 'urn:problem:ended' } });
    });

    it('answers 503 with a reference during an outage of the store, and reports the error', async () => {
      const { streamUrl } = await beginConversation();
      const url = await streamUrl();
      const before = site.errors.length;
      site.directLine.store = 'down';
      const answer = await openRefusedStream(url);
      site.directLine.store = 'up';
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
      expect(answer.body).toMatchObject({ reference: expect.any(String) as string });
      expect(site.errors).toHaveLength(before + 1);
    });

    it('refuses more streams of one conversation than allowed, until one closes', async () => {
      const { streamUrl } = await beginConversation();
      const streams = [];
      for (let count = 0; count < 6; count += 1) streams.push(await openStream(await streamUrl()));
      const answer = await openRefusedStream(await streamUrl());
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
      streams[0]?.ws.close();
      await streams[0]?.closed;
      streams.push(await openStream(await streamUrl()));
      for (const { ws } of streams) ws.close();
    });

    it('upgrades count as calls of the conversation, and are refused beyond its limit', async () => {
      const busy = await startSite({ calls: { most: 4, per: 60_000 } });
      const { streamUrl, path, token } = await beginConversation(busy);
      const url = await streamUrl();
      (await openStream(url)).ws.close();
      expect((await busy.call(path, token)).status).toBe(200);
      const answer = await openRefusedStream(url);
      expect(answer).toMatchObject({ status: 429, body: { type: 'urn:problem:too-many-calls' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect((await busy.call(path, token)).status).toBe(429);
    });

    it('refuses more streams than the process may hold, counting those that are being opened', async () => {
      const small = await startSite({ sockets: 3 });
      const urls = await Promise.all(
        Array.from({ length: 8 }, async () => (await beginConversation(small)).streamUrl()),
      );
      const answers = await Promise.allSettled(urls.map((url) => openStream(url)));
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      const answer = await openRefusedStream(urls[0] ?? '');
      expect(answer).toMatchObject({ status: 503, body: { type: 'urn:problem:streams-full' } });
      expect(answer.headers['retry-after']).toBe('10');
      expect(small.errors).toEqual([]);
    });

    it('a refused upgrade frees its slot', async () => {
      const small = await startSite({ sockets: 1 });
      const ended = await beginConversation(small);
      const url = await ended.streamUrl();
      small.directLine.end(ended.conversation);
      for (let times = 0; times < 3; times += 1) expect((await openRefusedStream(url)).status).toBe(404);
      (await openStream(await (await beginConversation(small)).streamUrl())).ws.close();
    });
  });

  /** Sends the lines unchanged. @returns everything that the server sends back */
  const sendRaw = async (lines: readonly string[]) => {
    const socket = connect(Number(new URL(site.url).port), 'localhost');
    socket.write([...lines, '', ''].join('\r\n'));
    return text(socket);
  };

  it.each([
    [
      'an invalid Host header',
      ['GET /v3/directline/conversations/x/stream HTTP/1.1', 'Host: [', 'Sec-WebSocket-Version: 13'],
    ],
    ['an invalid request target', ['GET http://[ HTTP/1.1', 'Host: a']],
    ['a request target of two slashes', ['GET // HTTP/1.1', 'Host: a']],
    ['the request target *', ['OPTIONS * HTTP/1.1', 'Host: a']],
  ])('answers an upgrade with %s by a 4xx status, and keeps running', async (_which, lines) => {
    const answer = await sendRaw([...lines, 'Connection: Upgrade', 'Upgrade: websocket']);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect((await site.call('/session/getsessionid')).status).toBe(404);
  });

  it('answers an invalid WebSocket handshake with 400', async () => {
    const { streamUrl } = await beginConversation();
    const { pathname, search } = new URL(await streamUrl());
    const lines = [`GET ${pathname}${search} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket'];
    expect(await sendRaw([...lines, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'])).toContain(
      'HTTP/1.1 400 Bad Request',
    );
  });

  it.each(['resetAndDestroy', 'destroy', 'end'] as const)(
    'a client that leaves during the handshake by %s frees its slot',
    async (leave) => {
      const small = await startSite({ sockets: 1 });
      const { streamUrl, conversation } = await beginConversation(small);
      const { pathname, search, port } = new URL(await streamUrl());
      const next = await streamUrl();
      small.directLine.store = 'stalled';
      const socket = connect(Number(port), 'localhost');
      const lines = [`GET ${pathname}${search} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket'];
      socket.write([...lines, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${KEY}`, '', ''].join('\r\n'));
      await waitUntil(() => small.directLine.waitingCalls() === 1);
      expect((await openRefusedStream(next)).status).toBe(503);
      socket.resume()[leave]();
      await new Promise((resolve) => setTimeout(resolve, 10));
      small.directLine.store = 'up';
      await waitUntil(() => socket.closed);
      await waitUntil(
        () => small.directLine.waitingCalls() === 0 && small.directLine.followerCount(conversation) === 0,
      );
      const stream = await openStream(next);
      await waitUntil(() => stream.said().length === 1);
      stream.ws.close();
      expect(small.errors).toEqual([]);
    },
  );
});

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
