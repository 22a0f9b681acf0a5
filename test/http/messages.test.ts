import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { anyText } from '../support/recovery/arbitraries';
import { startService, type RunningService } from '../support/http/running-service';

const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';

describe('POST /api/messages', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop()]);
  });

  const newUser = () => channelUser(channel, service.url);

  it('greets a person once, however often and in whichever way they are announced', async () => {
    const { deliver, join } = newUser();
    expect(await join()).toHaveLength(1);
    expect(await join()).toEqual([]);
    expect(await deliver({ type: 'event', name: 'webchat/join' })).toEqual([]);
    expect(await newUser().deliver({ type: 'event', name: 'webchat/join' })).toHaveLength(1);
    expect(await newUser().deliver({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] })).toEqual([]);
  });

  it('answers an activity once, even when the channel delivers it many times at once', async () => {
    const { deliver, say } = newUser();
    await say(CLAIM);
    const mails = async () => ((await (await fetch(`${service.url}/buzon/messages`)).json()) as unknown[]).length;
    const before = await mails();
    const yes = { type: 'message', text: 'sí', id: randomUUID() };
    const said = await Promise.all(Array.from({ length: 20 }, () => deliver(yes)));
    expect(await deliver(yes)).toEqual([]);
    expect(said.flat().filter((text) => text.includes('Le envié un código')).length).toBeGreaterThan(0);
    expect(
      channel.replies.filter(({ text, type }) => type === 'message' && text?.includes('Le envié un código')),
    ).toHaveLength(1);
    expect(await mails()).toBe(before + 1);
  });

  it('runs the messages of one conversation one after another', async () => {
    const { say } = newUser();
    await say('recuperar');
    await Promise.all(Array.from({ length: 10 }, () => say('ayuda')));
    expect(await say('1710034065')).toEqual([expect.stringContaining('RUC')]);
  });

  it.each(['emulator', 'directline', 'webchat', 'msteams', 'anotherOne'])(
    'sends only messages on %s in every delivery mode, and never the trace of the dialog stack',
    async (channelId) => {
      const before = channel.replies.length;
      for (const deliveryMode of [undefined, 'normal', 'expectReplies']) {
        const { post } = newUser();
        for (const text of ['hola', 'recuperar', CLAIM, 'corregir', 'cancelar', 'english', '123456']) {
          const response = await post({ type: 'message', channelId, deliveryMode, text });
          const body = await response.text();
          if (deliveryMode !== 'expectReplies') expect(body).toBe('');
          else expect(typesIn(body)).toEqual(new Set(['message']));
        }
      }
      expect(new Set(channel.replies.slice(before).map(({ type }) => type))).toEqual(new Set(['message']));
    },
  );

  const typesIn = (body: string) =>
    new Set((JSON.parse(body) as { activities: { type: string }[] }).activities.map(({ type }) => type));

  it.each([
    'messageDelete',
    'messageReaction',
    'typing',
    'endOfConversation',
    'contactRelationUpdate',
    'event',
    'suggestion',
    'trace',
    'handoff',
    'command',
    'somethingNew',
  ])('ignores an activity of the type %s, whatever it contains', async (type) => {
    const { deliver, say } = newUser();
    await say('recuperar');
    expect(await deliver({ type, text: '1710034065', name: 'any', replyToId: 'a', value: '1710034065' })).toEqual([]);
    expect(await say('1710034065')).toEqual([expect.stringContaining('RUC')]);
  });

  it('an edited message is not read', async () => {
    const { deliver, say } = newUser();
    await say('recuperar');
    const id = randomUUID();
    await deliver({ type: 'message', text: '1710034065', id });
    const edit = { type: 'messageUpdate', text: '1790010937001', id };
    expect((await deliver(edit))[0]).toContain('No leo correcciones');
    expect(await deliver(edit)).toEqual([]);
    expect(await deliver({ type: 'message', text: '1790010937001', id })).toEqual([]);
    expect(await say('1799999915001')).toEqual([expect.stringContaining('sucursal')]);
  });

  it('answers 501 to an invoke activity, and logs nothing', async () => {
    const { post, say } = newUser();
    await say('recuperar');
    const before = service.log();
    const response = await post({ type: 'invoke', name: 'adaptiveCard/action', value: { text: '1710034065' } });
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Not Implemented', status: 501 });
    expect(service.log()).toBe(before);
    expect(await say('1710034065')).toEqual([expect.stringContaining('RUC')]);
  });

  it('repeats the question when a message has no text', async () => {
    const { deliver, say } = newUser();
    await say('recuperar');
    for (const text of [null, undefined, '', '  ']) {
      expect(await deliver({ type: 'message', text })).toEqual([expect.stringContaining('cédula')]);
    }
  });

  it('treats null as a missing field', async () => {
    const { deliver } = newUser();
    const nulls = { type: 'message', id: null, recipient: null, entities: null, locale: null };
    expect(await deliver({ ...nulls, text: 'hola' })).toHaveLength(1);
    expect(await deliver({ ...nulls, text: 'ayuda' })).toHaveLength(2);
    const response = await newUser().post({
      text: 'hola',
      type: 'message',
      deliveryMode: 'expectReplies',
      conversation: { id: 'c', conversationType: null, isGroup: null },
    });
    expect(await response.text()).toContain('asistente virtual');
  });

  it('accepts unknown entities without a recipient, and deeply nested JSON in unread fields', async () => {
    const { deliver } = newUser();
    const entities = [{ type: 'clientInfo', locale: 'es' }];
    expect(await deliver({ type: 'message', text: 'hola', recipient: undefined, entities })).toHaveLength(1);
    const deep = `${'{"a":'.repeat(6_000)}1${'}'.repeat(6_000)}`;
    const nested = {
      ...VALID,
      deliveryMode: 'expectReplies',
      channelData: 'DEEP',
      conversation: { id: 'deep', x: 'DEEP' },
    };
    const response = await send(JSON.stringify(nested).replaceAll('"DEEP"', deep));
    expect(await response.text()).toContain('asistente virtual');
  });

  it('answers a code without a running recovery with the hint that the earlier recovery has ended', async () => {
    expect((await newUser().say('123456'))[0]).toContain('un trámite que ya terminó');
  });

  it('ends a turn in time when the channel does not respond', async () => {
    const unresponsive = await startFakeChannel();
    unresponsive.replyMode = 'never';
    const began = performance.now();
    const response = await channelUser(unresponsive, service.url).post({ type: 'message', text: 'hola' });
    expect(response.status).toBe(200);
    // One timeout bounds the reply and its retries. After it, nothing more is sent to this channel.
    expect(performance.now() - began).toBeLessThan(9_000);
    await unresponsive.stop();
  });

  const VALID = {
    type: 'message',
    id: 'a',
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    conversation: { id: 'c' },
    from: { id: 'p' },
    text: 'hola',
  };
  const send = (body: string, type = 'application/json') =>
    fetch(`${service.url}/api/messages`, { method: 'POST', headers: { 'Content-Type': type }, body });

  it('answers 400 to invalid JSON, and 415 to other media types and to compressed bodies', async () => {
    expect((await send('{')).status).toBe(400);
    expect((await send('')).status).toBe(400);
    expect((await send('{}', 'text/plain')).status).toBe(415);
    expect((await send('{}', 'application/x-www-form-urlencoded')).status).toBe(415);
    const packed = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const body = gzipSync(JSON.stringify(VALID));
    expect((await fetch(`${service.url}/api/messages`, { method: 'POST', headers: packed, body })).status).toBe(415);
  });

  /** Returns a valid activity of exactly this size (bytes). */
  const activityOfSize = (bytes: number) => {
    const body = { ...VALID, conversation: { id: 'sized' }, channelData: '' };
    return JSON.stringify({ ...body, channelData: 'x'.repeat(bytes - JSON.stringify(body).length) });
  };
  /** Sends the body in chunks, without a length. */
  const sendChunked = (body: string) => {
    const pieces = Readable.from((body.match(/.{1,10000}/gs) ?? []).map((text) => Buffer.from(text)));
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, duplex: 'half' as const };
    return fetch(`${service.url}/api/messages`, { ...init, body: Readable.toWeb(pieces) as unknown as BodyInit });
  };

  it.each([
    ['at once', (body: string) => send(body)],
    ['in chunks', sendChunked],
  ])('accepts 256 KiB %s and not a byte more', async (_how, send) => {
    expect((await send(activityOfSize(256 * 1024))).status).toBe(200);
    const response = await send(activityOfSize(256 * 1024 + 1));
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Payload Too Large', status: 413 });
  });

  it('activities of any shape leave the service running', async () => {
    const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
    const mutated = fc.dictionary(
      fc.constantFrom(
        ...Object.keys(VALID),
        'membersAdded',
        'entities',
        'recipient',
        'value',
        'locale',
        'name',
        'deliveryMode',
        'attachments',
      ),
      field,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          mutated.map((change) => ({ ...VALID, deliveryMode: 'expectReplies', ...change })),
        ),
        async (body) => {
          const response = await send(JSON.stringify(body));
          expect([200, 400, 501]).toContain(response.status);
          if (response.status === 400) expect(await response.json()).toMatchObject({ status: 400 });
        },
      ),
      { numRuns: 300 },
    );
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  });

  it('answers every text of up to 10 kB without an internal error', async () => {
    const longText = fc.oneof(
      anyText,
      anyText.map((short) => short.repeat(200).slice(0, 10_000)),
    );
    const path = fc.constantFrom([], ['recuperar'], ['recuperar', '1710034065'], [CLAIM]);
    await fc.assert(
      fc.asyncProperty(path, longText, async (before, text) => {
        const { post, say } = newUser();
        await say(...before);
        const response = await post({ type: 'message', text, deliveryMode: 'expectReplies' });
        expect(response.status).toBe(200);
        const { activities } = (await response.json()) as { activities: { text: string }[] };
        expect(activities.length).toBeGreaterThan(0);
        expect(activities.map((activity) => activity.text).join()).not.toContain('Referencia');
      }),
      { numRuns: 60 },
    );
    expect(service.log().match(/"port":"(?!channel)|unexpected/g) ?? []).toEqual([]);
  });
});
