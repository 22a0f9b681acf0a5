import { WebSocket } from 'ws';
import type { DirectLineLimits } from '../../src/http/routes/direct-line/options';
import { openStream } from '../support/direct-line/stream-client';
import { startDirectLineServer, type DirectLineServer } from '../support/direct-line/direct-line-server';
import { waitUntil } from '../support/jest/wait-until';

describe('Direct Line stream', () => {
  const sites: DirectLineServer[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.stop();
  });

  const open = async (limits: Partial<DirectLineLimits> = {}, autoPong = true) => {
    const site = await startDirectLineServer(limits);
    sites.push(site);
    const { token, conversation } = await site.visitor();
    const response = await site.post('/conversations', token, {});
    const { streamUrl } = (await response.json()) as { streamUrl: string };
    const stream = await openStream(streamUrl, { autoPong });
    await waitUntil(() => stream.said().length === 1);
    const resume = async (watermark: string) => {
      const answer = await site.call(`/conversations/${conversation}?watermark=${watermark}`, token);
      return openStream(((await answer.json()) as { streamUrl: string }).streamUrl);
    };
    return { ...stream, site, conversation, resume, ping: () => { stream.ws.send(''); } }; // prettier-ignore
  };

  it('the stream accepts the empty text frames that clients send', async () => {
    const { ping, ws, site, conversation, said } = await open();
    for (let times = 0; times < 5; times += 1) ping();
    site.directLine.botSays(conversation, 'sigue');
    await waitUntil(() => said().includes('sigue'));
    expect(ws.readyState).toBe(WebSocket.OPEN);
  });

  it('the stream closes when the client answers no ping', async () => {
    const { closed, site, conversation } = await open({ socketSilence: 150 }, false);
    expect(await closed).toBe(1006);
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
  });

  it('the stream closes when the client sends frames but reads none', async () => {
    const { ws, ping, closed, site, conversation } = await open({ socketSilence: 300 });
    ws.pause();
    const pings = setInterval(ping, 50);
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
    clearInterval(pings);
    ws.resume();
    expect(await closed).toBe(1006);
  });

  it('the stream stays open for a client that answers pings', async () => {
    const { ws, closed } = await open({ socketSilence: 150, token: 700 });
    const began = performance.now();
    let pings = 0;
    ws.on('ping', () => (pings += 1));
    expect(await closed).toBe(1000);
    expect(performance.now() - began).toBeGreaterThan(400);
    expect(pings).toBeGreaterThan(5);
  });

  it('the stream closes after the lifetime of a token', async () => {
    expect(await (await open({ token: 100 })).closed).toBe(1000);
  });

  it.each([
    [
      'a binary frame',
      1008,
      (ws: WebSocket) => {
        ws.send(Buffer.alloc(1));
      },
    ],
    [
      'a text frame over the limit',
      1009,
      (ws: WebSocket) => {
        ws.send('x'.repeat(200));
      },
    ],
    [
      'a fragmented text over the limit',
      1009,
      (ws: WebSocket) => {
        for (let piece = 0; piece < 5; piece += 1) ws.send('x'.repeat(50), { fin: false });
      },
    ],
    [
      'too many text frames',
      1008,
      (ws: WebSocket) => {
        for (let times = 0; times < 60; times += 1) ws.send('');
      },
    ],
    [
      'too many pings',
      1008,
      (ws: WebSocket) => {
        for (let times = 0; times < 60; times += 1) ws.ping();
      },
    ],
  ])('the stream closes on %s', async (_which, code, send) => {
    // prettier-ignore
    const { ws, closed } = await open();
    send(ws);
    expect(await closed).toBe(code);
  });

  it('the stream closes when the client does not read what the bot says', async () => {
    const { ws, site, conversation, closed } = await open();
    ws.pause();
    const longText = 'x'.repeat(200_000);
    for (let times = 0; times < 200 && site.directLine.followerCount(conversation) > 0; times += 1) {
      site.directLine.botSays(conversation, longText);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(site.directLine.followerCount(conversation)).toBe(0);
    ws.resume();
    expect(await closed).toBe(1006);
  });

  it('the stream closes in the middle of a feed that the client does not read, and can be resumed at the watermark', async () => {
    const { ws, site, conversation, resume } = await open();
    ws.close();
    const texts = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(16_000, '.'));
    for (const text of texts) site.directLine.botSays(conversation, text);

    const unread = await resume('1');
    unread.ws.pause();
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
    unread.ws.resume();
    expect(await unread.closed).toBe(1006);
    expect(unread.frames.length).toBeLessThan(500);

    const said = [...unread.said()];
    for (let { frames } = unread; said.length < 500;) {
      const resumed = await resume(frames.at(-1)?.watermark ?? '1');
      await Promise.race([resumed.closed, waitUntil(() => said.length + resumed.frames.length === 500)]);
      resumed.ws.terminate();
      expect(resumed.frames.length).toBeGreaterThan(0);
      said.push(...resumed.said());
      ({ frames } = resumed);
    }
    expect(said).toEqual(texts);
  });

  it('the stream closes with 1012 when the service stops, which waits at most four seconds for silent clients', async () => {
    const responsive = await open();
    const began = performance.now();
    await responsive.site.stop();
    expect(await responsive.closed).toBe(1012);
    expect(performance.now() - began).toBeLessThan(1_000);

    const silent = await open();
    silent.ws.pause();
    const beganAgain = performance.now();
    await silent.site.stop();
    expect(performance.now() - beganAgain).toBeLessThan(4_000);
    silent.ws.terminate();
  });
});
