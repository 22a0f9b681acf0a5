import { WebSocket } from 'ws';
import type { DirectLineLimits } from '../../src/http/routes/direct-line/options';
import { openStream, waitUntil } from '../support/direct-line/stream-client';
import { startDirectLineServer, type DirectLineServer } from '../support/direct-line/direct-line-server';

describe('a stream of Direct Line', () => {
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
    const ear = await openStream(streamUrl, { autoPong });
    await waitUntil(() => ear.said().length === 1);
    const resume = async (watermark: string) => {
      const answer = await site.call(`/conversations/${conversation}?watermark=${watermark}`, token);
      return openStream(((await answer.json()) as { streamUrl: string }).streamUrl);
    };
    return { ...ear, site, conversation, resume, ping: () => { ear.ws.send(''); } }; // prettier-ignore
  };

  it('takes the empty texts that clients send', async () => {
    const { ping, ws, site, conversation, said } = await open();
    for (let times = 0; times < 5; times += 1) ping();
    site.directLine.botSays(conversation, 'sigue');
    await waitUntil(() => said().includes('sigue'));
    expect(ws.readyState).toBe(WebSocket.OPEN);
  });

  it('ends when the client is silent', async () => {
    const { closed, site, conversation } = await open({ socketSilence: 150 }, false);
    expect(await closed).toBe(1006);
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
  });

  it('ends when the client talks and does not read', async () => {
    const { ws, ping, closed, site, conversation } = await open({ socketSilence: 300 });
    ws.pause();
    const talk = setInterval(ping, 50);
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
    clearInterval(talk);
    ws.resume();
    expect(await closed).toBe(1006);
  });

  it('stays open for a client that answers pings', async () => {
    const { ws, closed } = await open({ socketSilence: 150, token: 700 });
    const began = performance.now();
    let pings = 0;
    ws.on('ping', () => (pings += 1));
    expect(await closed).toBe(1000);
    expect(performance.now() - began).toBeGreaterThan(400);
    expect(pings).toBeGreaterThan(5);
  });

  it('lives no longer than a token', async () => {
    expect(await (await open({ token: 100 })).closed).toBe(1000);
  });

  it.each([
    [
      'bytes',
      1008,
      (ws: WebSocket) => {
        ws.send(Buffer.alloc(1));
      },
    ],
    [
      'a long text',
      1009,
      (ws: WebSocket) => {
        ws.send('x'.repeat(200));
      },
    ],
    [
      'a long text in pieces',
      1009,
      (ws: WebSocket) => {
        for (let piece = 0; piece < 5; piece += 1) ws.send('x'.repeat(50), { fin: false });
      },
    ],
    [
      'too many texts',
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
  ])('is closed by %s', async (_what, code, send) => {
    // prettier-ignore
    const { ws, closed } = await open();
    send(ws);
    expect(await closed).toBe(code);
  });

  it('is ended when its client does not read', async () => {
    const { ws, site, conversation, closed } = await open();
    ws.pause();
    const much = 'x'.repeat(200_000);
    for (let times = 0; times < 200 && site.directLine.followerCount(conversation) > 0; times += 1) {
      site.directLine.botSays(conversation, much);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(site.directLine.followerCount(conversation)).toBe(0);
    ws.resume();
    expect(await closed).toBe(1006);
  });

  it('is ended in the middle of a feed that its client does not read, and goes on from there when it does', async () => {
    const { ws, site, conversation, resume } = await open();
    ws.close();
    const texts = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(16_000, '.'));
    for (const text of texts) site.directLine.botSays(conversation, text);

    const deaf = await resume('1');
    deaf.ws.pause();
    await waitUntil(() => site.directLine.followerCount(conversation) === 0);
    deaf.ws.resume();
    expect(await deaf.closed).toBe(1006);
    expect(deaf.frames.length).toBeLessThan(500);

    const said = [...deaf.said()];
    for (let { frames } = deaf; said.length < 500;) {
      const again = await resume(frames.at(-1)?.watermark ?? '1');
      await Promise.race([again.closed, waitUntil(() => said.length + again.frames.length === 500)]);
      again.ws.terminate();
      expect(again.frames.length).toBeGreaterThan(0);
      said.push(...again.said());
      ({ frames } = again);
    }
    expect(said).toEqual(texts);
  });

  it('is told when the service stops, which waits for nobody who does not answer', async () => {
    const polite = await open();
    const began = performance.now();
    await polite.site.stop();
    expect(await polite.closed).toBe(1012);
    expect(performance.now() - began).toBeLessThan(1_000);

    const deaf = await open();
    deaf.ws.pause();
    const again = performance.now();
    await deaf.site.stop();
    expect(performance.now() - again).toBeLessThan(4_000);
    deaf.ws.terminate();
  });
});
