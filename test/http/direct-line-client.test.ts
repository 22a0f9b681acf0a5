import { setTimeout as delay } from 'node:timers/promises';
import {
  connectMicrosoftClient,
  type MicrosoftClient,
  type MicrosoftClientOptions,
} from '../support/direct-line/microsoft-client';
import {
  startDirectLineServer,
  type DirectLineServer,
  type DirectLineServerLimits,
} from '../support/direct-line/direct-line-server';
import { waitUntil } from '../support/jest/wait-until';

describe("Direct Line server for Web Chat's own client", () => {
  const clients: MicrosoftClient[] = [];
  const sites: DirectLineServer[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    for (const site of sites.splice(0)) await site.stop();
  });

  const startSite = async (limits: DirectLineServerLimits = {}) => {
    const site = await startDirectLineServer(limits);
    sites.push(site);
    return site;
  };
  type ClientOverrides = Partial<MicrosoftClientOptions>;
  const join = (
    site: DirectLineServer,
    visitor: { token: string },
    overrides: ClientOverrides = {},
  ): MicrosoftClient => {
    const client = connectMicrosoftClient({ domain: `${site.url}/v3/directline`, token: visitor.token, ...overrides });
    clients.push(client);
    return client;
  };
  /** Connects a new visitor, and waits for the greeting. */
  const connect = async (overrides: ClientOverrides = {}, limits: DirectLineServerLimits = {}) => {
    const site = await startSite(limits);
    const visitor = await site.visitor();
    const client = join(site, visitor, overrides);
    await waitUntil(() => client.said().length === 1);
    return { site, visitor, client };
  };

  it.each(['stream', 'polling'] as const)(
    'the client connects, receives, posts and recognises its own message by %s',
    async (mode) => {
      const { client, visitor } = await connect({ mode });
      const channelData = { clientActivityID: 'abc' };
      const id = await client.post({
        type: 'message',
        text: 'hola',
        from: { id: 'dl_forged', role: 'bot' },
        channelData,
      });
      await waitUntil(() => client.said().length === 3);
      expect(client.said()).toEqual(['bienvenido', 'hola', 'eco: hola']);
      expect(client.received[1]).toMatchObject({ id, from: { id: visitor.user }, channelData });
      expect(client.received[1]?.from).toEqual({ id: visitor.user });
      expect(client.states).toEqual(['Uninitialized', 'Connecting', 'Online']);
      expect(client.streams).toHaveLength(mode === 'stream' ? 1 : 0);
    },
  );

  it('greets in the locale with which the client begins', async () => {
    const { client } = await connect({ locale: 'en' });
    expect(client.said()).toEqual(['welcome']);
  });

  it('sends the typing indicator of the bot to the client', async () => {
    const { client, site, visitor } = await connect();
    site.directLine.botIsTyping(visitor.conversation);
    await waitUntil(() => client.said().includes('typing'));
    await client.say('hola');
    await waitUntil(() => client.said().length === 4);
    expect(client.said().slice(2)).toEqual(['hola', 'eco: hola']);
  });

  it('the client continues at the watermark after a reload of the page', async () => {
    const { client, site, visitor } = await connect();
    await client.say('hola');
    await waitUntil(() => client.said().length === 3);
    client.end();
    site.directLine.botSays(visitor.conversation, 'entre tanto');
    const again = join(site, visitor, { conversationId: visitor.conversation, watermark: '2' });
    await waitUntil(() => again.said().length === 2);
    await again.say('sigo');
    await waitUntil(() => again.said().length === 4);
    expect(again.said()).toEqual(['eco: hola', 'entre tanto', 'sigo', 'eco: sigo']);
  });

  it('the client loses and repeats no message when the connection is cut', async () => {
    const { client, site, visitor } = await connect();
    const texts: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      texts.push(`${index}`);
      site.directLine.botSays(visitor.conversation, `${index}`);
      if (index === 30) client.streams.at(-1)?.terminate();
      await new Promise(setImmediate);
    }
    await waitUntil(() => client.said().length > 60);
    expect(client.said()).toEqual(['bienvenido', ...texts]);
    expect(client.streams).toHaveLength(2);
  });

  it('the client loses and repeats no message over short-lived streams', async () => {
    const { client, site, visitor } = await connect({}, { token: 60 });
    const texts: string[] = [];
    for (let index = 0; client.streams.length < 5; index += 1) {
      texts.push(`${index}`);
      site.directLine.botSays(visitor.conversation, `${index}`);
      await delay(3);
    }
    await waitUntil(() => client.said().length > texts.length);
    expect(client.said()).toEqual(['bienvenido', ...texts]);
    expect(client.failure()).toBeUndefined();
  });

  it('the client reconnects by itself after an outage of the store', async () => {
    const { client, site, visitor } = await connect();
    site.directLine.store = 'down';
    site.directLine.botSays(visitor.conversation, 'entre tanto');
    expect(await client.say('hola')).toBe('retry');
    await waitUntil(() => site.errors.length > 1);
    site.directLine.store = 'up';
    await waitUntil(() => client.said().length === 2);
    expect(client.said()).toEqual(['bienvenido', 'entre tanto']);
  });

  it('refreshes the token of the client', async () => {
    // The client refreshes after fifteen minutes. Its timers run faster here.
    const { client, site, visitor } = await connect({ speedUp: 4_000, timeout: 600_000 });
    await waitUntil(() => client.directLine['token'] !== visitor.token && site.directLine.keptConversations.length > 1);
    expect(await client.say('hola')).not.toBe('retry');
  });

  it('the client sees that its token has expired, and continues with a new one', async () => {
    const { client, site, visitor } = await connect();
    site.tokens.expireAll();
    expect(await client.say('hola')).toBe('retry');
    expect(client.states.at(-1)).toBe('ExpiredToken');

    const fresh = await site.tokens.sign(visitor, 'conversation');
    const response = await site.call(`/conversations/${visitor.conversation}?watermark=1`, fresh.token);
    client.directLine.reconnect(
      (await response.json()) as { conversationId: string; token: string; streamUrl: string },
    );
    expect(client.states.at(-1)).toBe('Online');
    await client.say('otra vez');
    await waitUntil(() => client.said().includes('eco: otra vez'));
  });

  it('refuses the client with the token of another conversation', async () => {
    const { site, visitor } = await connect();
    const intruder = join(site, await site.visitor(), { conversationId: visitor.conversation });
    await waitUntil(() => intruder.failure() !== undefined);
    expect(intruder.failure()).toMatchObject({ status: 403 });
    expect(intruder.states.at(-1)).toBe('FailedToConnect');
    expect(intruder.said()).toEqual([]);
  });

  it('the client sees that the conversation has ended', async () => {
    const { client, site, visitor } = await connect();
    const poller = join(site, visitor, { mode: 'polling' });
    await waitUntil(() => poller.said().length === 1);
    site.directLine.end(visitor.conversation);
    await waitUntil(() => poller.states.at(-1) === 'Ended' && client.failure() !== undefined);
    expect(client.failure()).toMatchObject({ message: 'conversation ended' });
    await expect(client.say('hola')).rejects.toMatchObject({ status: 404 });
  });

  it('refuses attachments with 415, and accepts the next message', async () => {
    const { client } = await connect();
    const attachments = [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AAAA', name: 'clave.png' }];
    const sent = client.post({ type: 'message', text: 'mire', from: { id: 'x' }, attachments });
    await expect(sent).rejects.toMatchObject({ status: 415 });
    await client.say('hola');
    await waitUntil(() => client.said().length === 3);
    expect(client.said()).toEqual(['bienvenido', 'hola', 'eco: hola']);
  });

  it('refuses messages beyond the rate limit, and accepts them again in the next window', async () => {
    const { client } = await connect({}, { messages: { most: 2, per: 1_000 } });
    await Promise.all([client.say('1'), client.say('2')]);
    // The client never repeats a message after a 429, whatever Retry-After says.
    expect(await client.say('3')).toBe('retry');
    let result: string;
    do {
      await delay(50);
      result = await client.say('4');
    } while (result === 'retry');
    await waitUntil(() => client.said().includes('eco: 4'));
    expect(client.said()).not.toContain('3');
  });
});
