import { createJoseChatTokens } from '../../src/adapters/jose/chat-tokens';
import { systemRandom as random } from '../../src/adapters/system/random';
import { MINUTE, SECOND, type Instant } from '../../src/domain/time';
import type { FeedId } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { createServiceClient, typedClaim } from '../support/http/service-client';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { expectSecurityHeaders } from '../support/http/security-headers';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { codeInText, linkInText, startService, type RunningService } from '../support/http/running-service';
import { openStream, openRefusedStream } from '../support/direct-line/stream-client';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

const PUBLIC_URL = 'https://recuperacion.example.org';
const EVIL = 'evil.example';
const SECRET = { kid: 'test', secret: Buffer.alloc(32, 5) };

interface Invitation {
  readonly conversationId: string;
  readonly token: string;
  readonly userId: string;
  readonly domain: string;
}

interface FeedActivity {
  readonly text?: string;
  readonly from: { readonly id: string; readonly role?: string };
}

describeWith(['redis-server'], 'protection against attacks, on a real Redis', () => {
  let redis: AcquiredRedis;
  let service: RunningService;
  let channel: FakeChannel;
  let client: ReturnType<typeof createServiceClient>;
  beforeAll(async () => {
    redis = await acquireRedis();
    const SECRET_KEYS = `${SECRET.kid}:${SECRET.secret.toString('base64')}`;
    [service, channel] = await Promise.all([
      startService({ REDIS_URL: redis.url, SECRET_KEYS, PUBLIC_URL }),
      startFakeChannel(),
    ]);
    client = createServiceClient(service.url);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop()]);
    await redis.release();
  });

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  /** Begins a conversation as a new visitor of the website. */
  async function newVisitor(headers: Readonly<Record<string, string>> = {}) {
    const invited = JSON.parse((await client.post('/api/token', {}, headers)).body) as Invitation;
    const { conversationId, token } = invited;
    const begun = await client.post('/v3/directline/conversations', {}, { ...headers, ...bearer(token) });
    const { streamUrl } = JSON.parse(begun.body) as { streamUrl: string };
    const path = `/v3/directline/conversations/${conversationId}`;
    const readFeed = async (): Promise<readonly FeedActivity[]> => {
      const { body } = await client.request({ path: `${path}/activities`, headers: bearer(token) });
      return (JSON.parse(body) as { activities: FeedActivity[] }).activities;
    };
    const post = (activity: object, sender = token) =>
      client.post(
        `${path}/activities`,
        { type: 'message', locale: 'es-EC', ...activity },
        { ...headers, ...bearer(sender) },
      );
    return {
      ...invited,
      path,
      streamUrl,
      readFeed,
      post,
      /** Sends the texts one after another. @returns the last text in the feed */
      async say(...texts: readonly string[]): Promise<string> {
        for (const text of texts) expect((await post({ text })).status).toBe(200);
        return (await readFeed()).at(-1)?.text ?? '';
      },
    };
  }

  /** Replaces the public origin of a stream URL by the address of the test service. */
  const toLocalUrl = (streamUrl: string) =>
    streamUrl.replace(PUBLIC_URL.replace('http', 'ws'), service.url.replace('http', 'ws'));

  describe('Direct Line token', () => {
    const everyCall = (path: string) =>
      [
        { path },
        { path: `${path}/activities` },
        { method: 'POST', path: `${path}/activities`, body: JSON.stringify({ type: 'message', text: 'cancelar' }) },
        { method: 'POST', path: `${path}/upload`, body: '{}' },
      ] as const;
    const statuses = async (path: string, token: string) => {
      const headers = { 'Content-Type': 'application/json', ...bearer(token) };
      const answers = await Promise.all(everyCall(path).map((call) => client.request({ ...call, headers })));
      return new Set(answers.map(({ status }) => status));
    };

    it('a token gives no access to another conversation, which continues unchanged', async () => {
      const [victim, thief] = [await newVisitor(), await newVisitor()];
      expect(await victim.say(typedClaim('empresa privada'), 'sí')).toContain('Le envié un código');
      const code = await service.code();
      const before = await victim.readFeed();

      expect(await statuses(victim.path, thief.token)).toEqual(new Set([403]));
      const ticket = new URL(thief.streamUrl).searchParams.get('t') ?? '';
      const mixedUrl = toLocalUrl(victim.streamUrl).replace(/([?&]t=)[^&]+/, `$1${ticket}`);
      expect((await openRefusedStream(mixedUrl)).status).toBe(403);

      // A post that names the victim's conversation lands in the thief's own.
      await thief.post({ text: code, conversation: { id: victim.conversationId }, from: { id: victim.userId } });
      expect(await victim.readFeed()).toEqual(before);
      expect(await victim.say(code)).toContain('El código es correcto');
    });

    it('a token opens no stream, and a stream ticket gives access to the stream only', async () => {
      const { readFeed, path, streamUrl, token } = await newVisitor();
      const ticket = new URL(streamUrl).searchParams.get('t') ?? '';
      const before = await readFeed();
      expect(await statuses(path, ticket)).toEqual(new Set([403]));
      for (const other of ['/v3/directline/conversations', '/v3/directline/tokens/refresh'])
        expect((await client.post(other, {}, bearer(ticket))).status).toBe(403);
      expect((await openRefusedStream(toLocalUrl(streamUrl).replace(ticket, token))).status).toBe(403);
      expect(await readFeed()).toEqual(before);

      const stream = await openStream(toLocalUrl(streamUrl));
      await waitUntil(() => stream.frames.length > 0);
      stream.ws.close();
    });

    it('a token is refused once it has expired, and when anything in it was altered', async () => {
      const [victim, thief] = [await newVisitor(), await newVisitor()];
      const signToken = async (age: number, secret: Uint8Array = SECRET.secret) => {
        const tokens = createJoseChatTokens({
          secretKeys: [{ ...SECRET, secret }],
          clock: { now: () => (Date.now() - age) as Instant },
          random,
          lifetimes: { conversation: chatLimits.token, stream: chatLimits.streamTicket },
        });
        const identity = { conversation: victim.conversationId as FeedId, user: victim.userId };
        return (await tokens.sign(identity, 'conversation')).token;
      };
      const statusWith = async (token: string) =>
        (await client.request({ path: victim.path, headers: bearer(token) })).status;
      expect(await statusWith(await signToken(chatLimits.token - MINUTE))).toBe(200);

      const [head = '', claims = '', signature = ''] = thief.token.split('.');
      const thiefClaims = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
      const altered = encode({ ...thiefClaims, conv: victim.conversationId, user: victim.userId });
      const unsigned = encode({ alg: 'none', typ: 'JWT', kid: SECRET.kid });
      const invalidTokens = [
        await signToken(chatLimits.token + SECOND),
        await signToken(0, Buffer.alloc(32, 6)),
        [head, altered, signature].join('.'),
        [unsigned, altered, ''].join('.'),
        [unsigned, altered, signature].join('.'),
        victim.token.replace(/\.[^.]+$/, (end) => end.replace(/\w/, (first) => (first === 'A' ? 'B' : 'A'))),
      ];
      const before = await victim.readFeed();
      for (const token of invalidTokens) expect(await statuses(victim.path, token)).toEqual(new Set([403]));
      expect(await victim.readFeed()).toEqual(before);
    });
  });

  describe('message of another user in a conversation', () => {
    it('a message of another user is ignored on a channel, and leaves the running recovery unchanged', async () => {
      const { deliver, say } = channelUser(channel, service.url);
      expect((await say(typedClaim('persona natural'), 'sí'))[0]).toContain('Le envié un código');
      const code = await service.code();
      const before = (await client.mails()).length;
      // The wrong codes are more than the attempts of a code.
      for (const text of ['000000', '000001', '000002', '000003', '000004', '000005', code, 'enviar otro', 'cancelar'])
        expect(await deliver({ type: 'message', text, from: { id: 'somebody else' } })).toEqual([]);
      expect(await client.mails()).toHaveLength(before);
      expect((await say(code))[0]).toContain('El código es correcto');
    });

    it('a message is attributed to the user of its token on the built-in Direct Line, whatever sender it names', async () => {
      const { readFeed, post, say, userId } = await newVisitor();
      const forged = { id: 'dl_somebody-else', name: 'IESS', role: 'bot' };
      expect((await post({ text: 'requisitos', from: forged, conversation: { id: 'another' } })).status).toBe(200);
      const [, said, answer] = await readFeed();
      expect(said).toMatchObject({ text: 'requisitos', from: { id: userId } });
      expect(said?.from).not.toMatchObject({ role: 'bot' });
      expect(answer?.text).toContain('correo registrado');
      // The bot attributed it to the same person, so that the conversation continues.
      expect(await say('recuperar')).toContain('cédula');
    });
  });

  it('conversations, streams and mails name only the public URL, whatever host a request claims', async () => {
    const forgedHostHeaders = {
      Host: EVIL,
      'X-Forwarded-Host': EVIL,
      'X-Original-Host': EVIL,
      'X-Forwarded-Proto': 'http',
      Forwarded: `for=192.0.2.1;host=${EVIL};proto=http`,
      Referer: `https://${EVIL}/`,
    };
    const { domain, readFeed, say, streamUrl } = await newVisitor(forgedHostHeaders);
    expect(domain).toBe(`${PUBLIC_URL}/v3/directline`);
    expect(streamUrl).toMatch(PUBLIC_URL.replace('http', 'ws'));
    await say(typedClaim('persona natural'), 'sí');
    expect(await say(await service.code())).toContain('El código es correcto');
    expect(await service.link()).toMatch(`${PUBLIC_URL}/restablecer#t=`);
    expect(JSON.stringify([await readFeed(), await client.mails()])).not.toContain(EVIL);
  });

  it('no page redirects elsewhere, whatever parameters a URL has', async () => {
    const names = ['next', 'url', 'returnTo', 'redirect', 'redirect_uri', 'continue', 'goto', 'target'];
    const evilParameters = new URLSearchParams(names.map((name) => [name, `https://${EVIL}/`]));
    for (const path of ['/', '/widget', '/restablecer', '/buzon', '/nowhere']) {
      const answer = await client.request({ path: `${path}?${evilParameters}` });
      expect(answer.headers).not.toHaveProperty('location');
      expect(JSON.stringify(answer)).not.toContain(EVIL);
    }
  });

  it('pages and refusals are protected from framing, sniffing and caching', async () => {
    const hsts = { 'strict-transport-security': 'max-age=31536000' };
    for (const path of ['/', '/restablecer', '/nowhere', '/api/reset', '/readyz'])
      expectSecurityHeaders((await client.request({ path })).headers, hsts);
    expectSecurityHeaders((await client.post('/api/reset/open', { token: 'x'.repeat(43) })).headers, hsts);
    const widgetHeaders = {
      'x-frame-options': undefined,
      'content-security-policy': expect.stringContaining("frame-ancestors 'self'") as string,
    };
    expectSecurityHeaders((await client.request({ path: '/widget' })).headers, { ...hsts, ...widgetHeaders });
  });

  it('the chat and both mails show one security phrase, the next recovery a new one, and the code mail no link but the telephone', async () => {
    const { say } = channelUser(channel, service.url);
    const newestMail = async () => (await client.mails())[0] ?? { text: '', html: '' };
    const recover = async () => {
      const [first = ''] = await say(typedClaim('entidad pública'), 'sí');
      const codeMail = await newestMail();
      const [second = ''] = await say(codeInText(codeMail.text));
      const linkMail = await newestMail();
      const withoutPhone = codeMail.html.replaceAll('href="tel:+59323945666"', '');
      expect(codeMail.text + withoutPhone).not.toMatch(/https?:|www\.|href|src=|mailto:|tel:/i);
      expect(linkMail.text.match(/https?:\S+/g)).toEqual([linkInText(linkMail.text)]);
      return new Set([first, second, codeMail.text, linkMail.text].map(phraseIn));
    };
    const one = await recover();
    await say('cancelar', 'sí');
    const other = await recover();
    expect([one.size, other.size]).toEqual([1, 1]);
    expect(one).not.toContain(undefined);
    // There are more than 65,000 phrases.
    expect(other).not.toEqual(one);
  });
});

const phraseIn = (text: string) => /[Ff]rase de seguridad: (?:\*\*)?(\p{L}+ \p{L}+)(?:\*\*\.|$)/mu.exec(text)?.[1];

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
