import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { openStream, openRefusedStream, waitUntil } from '../support/direct-line/stream-client';
import { INSTITUTION, startDirectLineServer, type DirectLineServer } from '../support/direct-line/direct-line-server';
import type { DirectLineLimits } from '../../src/http/routes/direct-line/options';

describe("Direct Line's streams", () => {
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

  /** A conversation that has begun. */
  const begun = async (at = site) => {
    const visitor = await at.visitor();
    await at.post('/conversations', visitor.token, {});
    const path = `/conversations/${visitor.conversation}`;
    const streamUrl = async (watermark = '') => {
      const response = await at.call(`${path}?watermark=${watermark}`, visitor.token);
      return ((await response.json()) as { streamUrl: string }).streamUrl;
    };
    const say = (said: string) => at.post(`${path}/activities`, visitor.token, { type: 'message', text: said });
    return { ...visitor, path, streamUrl, say };
  };

  it('tells what was said, then what is said, each in a frame of its own', async () => {
    const { streamUrl, say } = await begun();
    const ear = await openStream(await streamUrl());
    await waitUntil(() => ear.said().length === 1);
    await say('hola');
    await waitUntil(() => ear.said().length === 3);
    expect(ear.said()).toEqual(['bienvenido', 'hola', 'eco: hola']);
    expect(ear.frames.map(({ activities }) => activities.length)).toEqual([1, 1, 1]);
    expect(ear.frames.at(-1)?.watermark).toBe('3');
    ear.ws.close();
  });

  it('goes on from the watermark', async () => {
    const { streamUrl, say } = await begun();
    await say('hola');
    const ear = await openStream(await streamUrl('2'));
    await waitUntil(() => ear.said().length === 1);
    expect(ear.said()).toEqual(['eco: hola']);
    ear.ws.close();
  });

  it('misses nothing that is said while it is being opened', async () => {
    const { streamUrl, conversation } = await begun();
    const opening = openStream(await streamUrl());
    let count = 0;
    const talk = setInterval(() => {
      count += 1;
      site.directLine.botSays(conversation, `${count}`);
    }, 1);
    const ear = await opening;
    await waitUntil(() => ear.said().length > 1);
    clearInterval(talk);
    await waitUntil(() => ear.said().length > count);
    expect(ear.said()).toEqual(['bienvenido', ...Array.from({ length: count }, (_, index) => `${index + 1}`)]);
    ear.ws.close();
  });

  it('keeps the order and doubles nothing, however fast it is said and however often it is told of', async () => {
    const { streamUrl, conversation } = await begun();
    const ears = await Promise.all([openStream(await streamUrl()), openStream(await streamUrl())]);
    const texts = Array.from({ length: 300 }, (_, index) => `${index}`);
    for (const [index, said] of texts.entries()) {
      site.directLine.botSays(conversation, said);
      site.directLine.notifyWithoutChange(conversation);
      // In the middle of readings, too.
      if (index % 7 === 0) await new Promise(setImmediate);
    }
    for (const ear of ears) {
      await waitUntil(() => ear.said().length > 300);
      expect(ear.said()).toEqual(['bienvenido', ...texts]);
      ear.ws.close();
    }
  });

  it('never reads a conversation twice at once for one stream', async () => {
    const alone = await startSite();
    const { streamUrl, conversation } = await begun(alone);
    const ear = await openStream(await streamUrl());
    for (let index = 0; index < 50; index += 1) {
      alone.directLine.botSays(conversation, `${index}`);
      if (index % 3 === 0) await new Promise(setImmediate);
    }
    await waitUntil(() => ear.said().length === 51);
    expect(alone.directLine.maxConcurrentReads()).toBe(1);
    ear.ws.close();
  });

  it('tells moments at once, and at the place where the client is', async () => {
    const { streamUrl, conversation } = await begun();
    const ear = await openStream(await streamUrl());
    await waitUntil(() => ear.said().length === 1);
    site.directLine.botIsTyping(conversation);
    await waitUntil(() => ear.said().length === 2);
    expect(ear.frames[1]).toEqual({ activities: [{ type: 'typing', from: { id: 'bot' } }], watermark: '1' });
    ear.ws.close();
  });

  it('closes when the conversation has ended, and when the store is down, and forgets the stream', async () => {
    const ended = await begun();
    const first = await openStream(await ended.streamUrl());
    await waitUntil(() => site.directLine.followerCount(ended.conversation) === 1 && first.said().length === 1);
    site.directLine.end(ended.conversation);
    expect(await first.closed).toBe(1000);

    const { streamUrl, conversation } = await begun();
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

  describe('refuses before the handshake', () => {
    it.each([
      ['another path', '/v3/directline/conversations', 404],
      ['a path that cannot be read', '/v3/directline/conversations/%E0%A4%A/stream', 404],
      ['a stream without a token', '/v3/directline/conversations/x/stream', 401],
      ['a token that is none', '/v3/directline/conversations/x/stream?t=e30.e30.e30', 403],
    ])('%s', async (_what, path, status) => {
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

    it("a token for speaking, another conversation's token and a token that is over", async () => {
      const mine = await begun();
      const theirs = await begun();
      const speaking = new URL(await mine.streamUrl());
      speaking.searchParams.set('t', mine.token);
      const foreign = (await mine.streamUrl()).replace(mine.conversation, theirs.conversation);
      for (const url of [speaking.href, foreign]) expect((await openRefusedStream(url)).status).toBe(403);
      expect((await openRefusedStream(foreign)).body).toMatchObject({ type: 'urn:problem:foreign-conversation' });
    });

    it("other people's pages", async () => {
      const { streamUrl } = await begun();
      const answer = await openRefusedStream(await streamUrl(), { Origin: 'https://evil.example' });
      expect(answer).toMatchObject({ status: 403, body: { type: 'urn:problem:foreign-origin' } });
      for (const origin of [INSTITUTION, site.url]) {
        (await openStream(await streamUrl(), { origin })).ws.close();
      }
    });

    it('a conversation that has ended', async () => {
      const { streamUrl, conversation } = await begun();
      const url = await streamUrl();
      site.directLine.end(conversation);
      expect(await openRefusedStream(url)).toMatchObject({ status: 404, body: { type: 'urn:problem:ended' } });
    });

    it('while the store is down, with a reference that is in the log', async () => {
      const { streamUrl } = await begun();
      const url = await streamUrl();
      const before = site.errors.length;
      site.directLine.store = 'down';
      const answer = await openRefusedStream(url);
      site.directLine.store = 'up';
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
      expect(answer.body).toMatchObject({ reference: expect.any(String) as string });
      expect(site.errors).toHaveLength(before + 1);
    });

    it('more streams of one conversation than it may have, until one closes', async () => {
      const { streamUrl } = await begun();
      const ears = [];
      for (let count = 0; count < 6; count += 1) ears.push(await openStream(await streamUrl()));
      const answer = await openRefusedStream(await streamUrl());
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
      ears[0]?.ws.close();
      await ears[0]?.closed;
      ears.push(await openStream(await streamUrl()));
      for (const { ws } of ears) ws.close();
    });

    it('a conversation that has asked for too much, and counts what it refuses so', async () => {
      const busy = await startSite({ calls: { most: 4, span: 60_000 } });
      const { streamUrl, path, token } = await begun(busy);
      const url = await streamUrl();
      (await openStream(url)).ws.close();
      expect((await busy.call(path, token)).status).toBe(200);
      const answer = await openRefusedStream(url);
      expect(answer).toMatchObject({ status: 429, body: { type: 'urn:problem:too-many-calls' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect((await busy.call(path, token)).status).toBe(429);
    });

    it('more streams than this process holds, counting those that are being opened', async () => {
      const small = await startSite({ sockets: 3 });
      const urls = await Promise.all(Array.from({ length: 8 }, async () => (await begun(small)).streamUrl()));
      const answers = await Promise.allSettled(urls.map((url) => openStream(url)));
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      const answer = await openRefusedStream(urls[0] ?? '');
      expect(answer).toMatchObject({ status: 503, body: { type: 'urn:problem:streams-full' } });
      expect(answer.headers['retry-after']).toBe('10');
      expect(small.errors).toEqual([]);
    });

    it('gives the seat of whoever was refused to the next', async () => {
      const small = await startSite({ sockets: 1 });
      const gone = await begun(small);
      const url = await gone.streamUrl();
      small.directLine.end(gone.conversation);
      for (let times = 0; times < 3; times += 1) expect((await openRefusedStream(url)).status).toBe(404);
      (await openStream(await (await begun(small)).streamUrl())).ws.close();
    });
  });

  /** Bytes as they are, and the answer to them. */
  const sendRaw = async (lines: readonly string[]) => {
    const socket = connect(Number(new URL(site.url).port), 'localhost');
    socket.write([...lines, '', ''].join('\r\n'));
    return text(socket);
  };

  it.each([
    [
      'an impossible host',
      ['GET /v3/directline/conversations/x/stream HTTP/1.1', 'Host: [', 'Sec-WebSocket-Version: 13'],
    ],
    ['an impossible address', ['GET http://[ HTTP/1.1', 'Host: a']],
    ['two slashes', ['GET // HTTP/1.1', 'Host: a']],
    ['a target that is none', ['OPTIONS * HTTP/1.1', 'Host: a']],
  ])('answers %s and lives on', async (_what, lines) => {
    const answer = await sendRaw([...lines, 'Connection: Upgrade', 'Upgrade: websocket']);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect((await site.call('/session/getsessionid')).status).toBe(404);
  });

  it('answers a handshake that is none with a problem', async () => {
    const { streamUrl } = await begun();
    const { pathname, search } = new URL(await streamUrl());
    const lines = [`GET ${pathname}${search} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket'];
    expect(await sendRaw([...lines, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'])).toContain(
      'HTTP/1.1 400 Bad Request',
    );
  });

  it.each(['resetAndDestroy', 'destroy', 'end'] as const)(
    'gives the seat back of whoever leaves in the middle of the handshake (%s)',
    async (leave) => {
      const small = await startSite({ sockets: 1 });
      const { streamUrl, conversation } = await begun(small);
      const { pathname, search, port } = new URL(await streamUrl());
      const next = await streamUrl();
      small.directLine.store = 'held';
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
      const ear = await openStream(next);
      await waitUntil(() => ear.said().length === 1);
      ear.ws.close();
      expect(small.errors).toEqual([]);
    },
  );
});

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
