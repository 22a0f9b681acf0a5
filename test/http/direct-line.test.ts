import { INSTITUTION, startDirectLineServer, type DirectLineServer } from '../support/direct-line/direct-line-server';

interface Connection {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl: string;
}

const CLIENT_ID = 'channelData.clientActivityID';

describe('Direct Line over HTTP', () => {
  let site: DirectLineServer;
  beforeAll(async () => {
    site = await startDirectLineServer();
  });
  afterAll(() => site.stop());

  const beginConversation = async () => {
    const visitor = await site.visitor();
    await site.post('/conversations', visitor.token, {});
    return { ...visitor, path: `/conversations/${visitor.conversation}` };
  };
  const message = { type: 'message', text: 'hola' };
  const problemTypeOf = async (response: Response) => ((await response.json()) as { type: string }).type;
  const readFeed = async (path: string, token: string) =>
    (await (await site.call(`${path}/activities`, token)).json()) as { activities: { text?: string }[] };

  it('begins a conversation once, and takes only the locale from the body of the request', async () => {
    const { token, conversation } = await site.visitor();
    const body = { user: { id: 'dl_somebody-else' }, locale: 'en', conversationId: 'another' };
    const first = await site.post('/conversations', token, body);
    expect(first.status).toBe(201);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const connection = (await first.json()) as Connection;
    expect(connection).toMatchObject({ conversationId: conversation, expires_in: 1_800 });
    expect((await readFeed(`/conversations/${conversation}`, connection.token)).activities).toMatchObject([
      { text: 'welcome' },
    ]);

    const second = await site.post('/conversations', token, { locale: 'es' });
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ conversationId: conversation });
    expect((await readFeed(`/conversations/${conversation}`, token)).activities).toHaveLength(1);
  });

  it('begins a conversation for a request without a body', async () => {
    const { token } = await site.visitor();
    expect((await site.call('/conversations', token, { method: 'POST' })).status).toBe(201);
  });

  it('builds the stream URL from the public URL alone, with a token for the stream only', async () => {
    const { path, token } = await beginConversation();
    const response = await site.call(`${path}?watermark=1%262`, token, {
      headers: { 'X-Forwarded-Host': 'evil.example' },
    });
    const { streamUrl } = (await response.json()) as Connection;
    const { origin, pathname, searchParams } = new URL(streamUrl);
    expect(origin).toBe(site.url.replace('http', 'ws'));
    expect(pathname).toBe(`/v3/directline${path}/stream`);
    expect(searchParams.get('watermark')).toBe('1&2');
    expect((await site.call(path, searchParams.get('t') ?? '')).status).toBe(403);
  });

  it('adds a posted activity to the feed under the user of the token, with the id that the client chose', async () => {
    const { path, token, user } = await beginConversation();
    const forged = {
      ...message,
      from: { id: 'dl_somebody-else', role: 'bot' },
      conversation: { id: 'another' },
      id: 'forged',
      timestamp: '2020-01-01T00:00:00Z',
      channelData: { clientActivityID: 'abc', recovery: { expects: 'code' } },
    };
    const response = await site.post(`${path}/activities`, token, forged);
    expect(response.status).toBe(200);
    const { id } = (await response.json()) as { id: string };
    const { activities } = await readFeed(path, token);
    expect(activities.slice(1)).toEqual([
      { ...message, id, from: { id: user }, channelData: { clientActivityID: 'abc' } },
      expect.objectContaining({ text: 'eco: hola' }),
    ]);
  });

  it('reads the feed from a watermark, and from the start when the watermark is invalid', async () => {
    const { path, token } = await beginConversation();
    await site.post(`${path}/activities`, token, message);
    const texts = async (watermark: string) => {
      const response = await site.call(`${path}/activities?watermark=${watermark}`, token);
      return ((await response.json()) as { activities: { text: string }[] }).activities.map(({ text }) => text);
    };
    expect(await texts('1')).toEqual(['hola', 'eco: hola']);
    expect(await texts('3')).toEqual([]);
    for (const none of ['', 'x', '%00', '9'.repeat(5_000)]) expect(await texts(none)).toHaveLength(3);
  });

  it('refreshes tokens, also before the conversation has begun, and keeps a begun conversation alive', async () => {
    const { token, conversation } = await site.visitor();
    const refresh = async (oldToken: string) => {
      const response = await site.call('/tokens/refresh', oldToken, { method: 'POST' });
      expect(response.status).toBe(200);
      return (await response.json()) as Connection;
    };
    const fresh = await refresh(token);
    expect(fresh).toEqual({ conversationId: conversation, token: expect.any(String) as string, expires_in: 1_800 });
    await site.post('/conversations', fresh.token, {});
    expect(site.directLine.keptConversations).not.toContain(conversation);
    await refresh(fresh.token);
    expect(site.directLine.keptConversations).toContain(conversation);
  });

  const CALLS = [
    ['POST', '/conversations'],
    ['GET', '/conversations/ID'],
    ['GET', '/conversations/ID/activities'],
    ['POST', '/conversations/ID/activities'],
    ['POST', '/conversations/ID/upload'],
    ['POST', '/tokens/refresh'],
  ] as const;

  it.each(CALLS)('requires a valid token at %s %s', async (method, template) => {
    const { conversation } = await beginConversation();
    const path = template.replace('ID', conversation);
    const none = await site.call(path, undefined, { method });
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    for (const token of ['e30.e30.e30', 'x', 'a'.repeat(9_000)]) {
      expect((await site.call(path, token, { method })).status).toBe(403);
    }
  });

  it.each(CALLS.filter(([, template]) => template.includes('ID')))(
    'refuses the token of another conversation at %s %s',
    async (method, template) => {
      const [mine, theirs] = [await beginConversation(), await beginConversation()];
      const response = await site.call(template.replace('ID', theirs.conversation), mine.token, { method });
      expect(response.status).toBe(403);
      expect(await problemTypeOf(response)).toBe('urn:problem:foreign-conversation');
      expect((await readFeed(theirs.path, theirs.token)).activities).toHaveLength(1);
    },
  );

  it('answers 404 for a conversation that has ended', async () => {
    const { path, token, conversation } = await beginConversation();
    site.directLine.end(conversation);
    const answers = [
      await site.call(path, token),
      await site.call(`${path}/activities`, token),
      await site.post(`${path}/activities`, token, message),
    ];
    for (const answer of answers)
      expect([answer.status, await problemTypeOf(answer)]).toEqual([404, 'urn:problem:ended']);
  });

  it.each([
    ['null instead of an activity', null, 'body'],
    ['a list of activities', [message], 'body'],
    ['an activity without a type', { text: 'hola' }, 'type'],
    ['an announcement of new members', { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }, 'type'],
    ['the end of the conversation', { type: 'endOfConversation' }, 'type'],
    ['a text that is no string', { type: 'message', text: { a: 1 } }, 'text'],
    ['a client id that is no string', { ...message, channelData: { clientActivityID: 7 } }, CLIENT_ID],
    ['a client id over 64 characters', { ...message, channelData: { clientActivityID: 'x'.repeat(65) } }, CLIENT_ID],
  ])('answers 400 to %s and names the field', async (_which, body, field) => {
    const { path, token } = await beginConversation();
    const response = await site.post(`${path}/activities`, token, body);
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ fields: [field] })]);
  });

  it('accepts a message whose time, language or name has an unexpected shape', async () => {
    const { path, token } = await beginConversation();
    const odd = { ...message, localTimestamp: 'yesterday', locale: 7, name: [], entities: 'none' };
    expect((await site.post(`${path}/activities`, token, odd)).status).toBe(200);
  });

  it('refuses long texts, large bodies and uploads, and accepts attachments unread', async () => {
    const { path, token } = await beginConversation();
    const answer = async (body: unknown) => {
      const response = await site.post(`${path}/activities`, token, body);
      return [response.status, await problemTypeOf(response)];
    };
    expect(await answer({ ...message, text: 'x'.repeat(2_000) })).toEqual([200, undefined]);
    expect(await answer({ ...message, text: 'x'.repeat(2_001) })).toEqual([400, 'urn:problem:text-too-long']);
    expect(await answer({ ...message, value: 'x'.repeat(20_000) })).toEqual([413, 'about:blank']);
    expect(await answer({ ...message, attachments: [{ contentType: 7 }, null] })).toEqual([200, undefined]);
    expect(await answer({ ...message, attachments: [], entities: null, text: null })).toEqual([200, undefined]);

    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(200_000)], { type: 'image/png' }), 'key.png');
    const upload = await site.call(`${path}/upload?userId=${token}`, token, { method: 'POST', body: form });
    expect([upload.status, await problemTypeOf(upload)]).toEqual([415, 'urn:problem:no-attachments']);
  });

  it('accepts twenty messages of one conversation in a window, and answers more with 429 and Retry-After', async () => {
    const { path, token } = await beginConversation();
    const other = await beginConversation();
    const all = await Promise.all(Array.from({ length: 25 }, () => site.post(`${path}/activities`, token, message)));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await site.post(`${other.path}/activities`, other.token, message)).status).toBe(200);
    expect((await site.call(path, token)).status).toBe(200);
  });

  it('accepts 120 calls of any kind of one conversation in a window, and answers more with 429 and Retry-After', async () => {
    const { path, token } = await beginConversation();
    const other = await beginConversation();
    const all = await Promise.all(
      Array.from({ length: 40 }, () => [
        site.call(`${path}/activities`, token),
        site.call(path, token),
        site.post('/conversations', token, {}),
        site.call('/tokens/refresh', token, { method: 'POST' }),
      ]).flat(),
    );
    // One more call was used to begin the conversation.
    expect(all.filter(({ ok }) => ok)).toHaveLength(119);
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(41);
    for (const one of refused) expect(await problemTypeOf(one)).toBe('urn:problem:too-many-calls');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await site.post(`${path}/activities`, token, message)).status).toBe(429);
    expect((await site.call(other.path, other.token)).status).toBe(200);
  });

  it('issues neither tokens for a secret nor session ids', async () => {
    expect((await site.call('/tokens/generate', 'secret', { method: 'POST' })).status).toBe(403);
    expect((await site.call('/session/getsessionid', 'x')).status).toBe(404);
  });

  it('lets pages of institutions read answers and refusals, and refuses pages of other sites', async () => {
    const { path, token } = await beginConversation();
    const from = (origin: string, init: RequestInit = {}) =>
      site.call(path, token, { ...init, headers: { Origin: origin } });
    const preflight = await from(INSTITUTION, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await from(INSTITUTION)).headers.get('access-control-allow-origin')).toBe(INSTITUTION);
    expect((await from(site.url)).status).toBe(200);

    const foreign = await from('https://evil.example');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect((await from('https://evil.example', { method: 'OPTIONS' })).status).toBe(403);
    const refused = await site.call(path, 'bad', { headers: { Origin: INSTITUTION } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, INSTITUTION]);
  });

  it('answers 503 during an outage of the store, and reports the error', async () => {
    const { path, token } = await beginConversation();
    site.directLine.store = 'down';
    const response = await site.post(`${path}/activities`, token, message);
    site.directLine.store = 'up';
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(site.errors).toHaveLength(1);
  });

  it('answers a path that cannot be decoded without a server error', async () => {
    const { token } = await beginConversation();
    for (const id of ['%E0%A4%A', '%00', '..%2f..', '%']) {
      expect((await site.call(`/conversations/${id}/activities`, token)).status).toBeLessThan(500);
    }
  });
});
