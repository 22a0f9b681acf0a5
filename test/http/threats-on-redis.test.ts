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
import { openStream, openRefusedStream, waitUntil } from '../support/direct-line/stream-client';
import { describeWith } from '../support/jest/required-tools';

const PUBLIC_URL = 'https://recuperacion.example.org';
const EVIL = 'evil.example';
const SECRET = { kid: 'test', secret: Buffer.alloc(32, 5) };

interface Invitation {
  readonly conversationId: string;
  readonly token: string;
  readonly userId: string;
  readonly domain: string;
}

interface Heard {
  readonly text?: string;
  readonly from: { readonly id: string; readonly role?: string };
}

describeWith(['redis-server'], 'on a real Redis', () => {
  let redis: AcquiredRedis;
  let service: RunningService;
  let channel: FakeChannel;
  let callers: ReturnType<typeof createServiceClient>;
  beforeAll(async () => {
    redis = await acquireRedis();
    const SECRET_KEYS = `${SECRET.kid}:${SECRET.secret.toString('base64')}`;
    [service, channel] = await Promise.all([
      startService({ REDIS_URL: redis.url, SECRET_KEYS, PUBLIC_URL }),
      startFakeChannel(),
    ]);
    callers = createServiceClient(service.url);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), channel.stop()]);
    await redis.release();
  });

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  /** A visitor of the website in a conversation that has begun. */
  async function visitor(headers: Readonly<Record<string, string>> = {}) {
    const invited = JSON.parse((await callers.post('/api/token', {}, headers)).body) as Invitation;
    const { conversationId, token } = invited;
    const begun = await callers.post('/v3/directline/conversations', {}, { ...headers, ...bearer(token) });
    const { streamUrl } = JSON.parse(begun.body) as { streamUrl: string };
    const path = `/v3/directline/conversations/${conversationId}`;
    const heard = async (): Promise<readonly Heard[]> => {
      const { body } = await callers.asked({ path: `${path}/activities`, headers: bearer(token) });
      return (JSON.parse(body) as { activities: Heard[] }).activities;
    };
    const post = (activity: object, as = token) =>
      callers.post(
        `${path}/activities`,
        { type: 'message', locale: 'es-EC', ...activity },
        { ...headers, ...bearer(as) },
      );
    return {
      ...invited,
      path,
      streamUrl,
      heard,
      post,
      /** Says one after another; answers with what was said last. */
      async say(...texts: readonly string[]): Promise<string> {
        for (const text of texts) expect((await post({ text })).status).toBe(200);
        return (await heard()).at(-1)?.text ?? '';
      },
    };
  }

  /** The streams of the public address, where they are on this machine. */
  const here = (streamUrl: string) =>
    streamUrl.replace(PUBLIC_URL.replace('http', 'ws'), service.url.replace('http', 'ws'));

  describe('a token of Direct Line', () => {
    const everyCall = (path: string) =>
      [
        { path },
        { path: `${path}/activities` },
        { method: 'POST', path: `${path}/activities`, body: JSON.stringify({ type: 'message', text: 'cancelar' }) },
        { method: 'POST', path: `${path}/upload`, body: '{}' },
      ] as const;
    const statuses = async (path: string, token: string) => {
      const headers = { 'Content-Type': 'application/json', ...bearer(token) };
      const answers = await Promise.all(everyCall(path).map((call) => callers.asked({ ...call, headers })));
      return new Set(answers.map(({ status }) => status));
    };

    it('reads and writes no other conversation, which goes on as if nothing had been tried', async () => {
      const [victim, thief] = [await visitor(), await visitor()];
      expect(await victim.say(typedClaim('empresa privada'), 'sí')).toContain('Le envié un código');
      const code = await service.code();
      const before = await victim.heard();

      expect(await statuses(victim.path, thief.token)).toEqual(new Set([403]));
      const ticket = new URL(thief.streamUrl).searchParams.get('t') ?? '';
      const astray = here(victim.streamUrl).replace(/([?&]t=)[^&]+/, `$1${ticket}`);
      expect((await openRefusedStream(astray)).status).toBe(403);

      // What it posts lands where it belongs, whatever it names.
      await thief.post({ text: code, conversation: { id: victim.conversationId }, from: { id: victim.userId } });
      expect(await victim.heard()).toEqual(before);
      expect(await victim.say(code)).toContain('El código es correcto');
    });

    it('speaks and does not listen to a stream, whose ticket listens and does not speak', async () => {
      const { heard, path, streamUrl, token } = await visitor();
      const ticket = new URL(streamUrl).searchParams.get('t') ?? '';
      const before = await heard();
      expect(await statuses(path, ticket)).toEqual(new Set([403]));
      for (const other of ['/v3/directline/conversations', '/v3/directline/tokens/refresh'])
        expect((await callers.post(other, {}, bearer(ticket))).status).toBe(403);
      expect((await openRefusedStream(here(streamUrl).replace(ticket, token))).status).toBe(403);
      expect(await heard()).toEqual(before);

      const ear = await openStream(here(streamUrl));
      await waitUntil(() => ear.frames.length > 0);
      ear.ws.close();
    });

    it('is refused once it has expired, and when anything in it was altered', async () => {
      const [victim, thief] = [await visitor(), await visitor()];
      const made = async (age: number, secret: Uint8Array = SECRET.secret) => {
        const tokens = createJoseChatTokens({
          secretKeys: [{ ...SECRET, secret }],
          clock: { now: () => (Date.now() - age) as Instant },
          random,
          lifetimes: { conversation: chatLimits.token, stream: chatLimits.streamTicket },
        });
        const own = { conversation: victim.conversationId as FeedId, user: victim.userId };
        return (await tokens.sign(own, 'conversation')).token;
      };
      const looked = async (token: string) =>
        (await callers.asked({ path: victim.path, headers: bearer(token) })).status;
      expect(await looked(await made(chatLimits.token - MINUTE))).toBe(200);

      const [head = '', claims = '', signature = ''] = thief.token.split('.');
      const stolen = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
      const altered = encoded({ ...stolen, conv: victim.conversationId, user: victim.userId });
      const unsigned = encoded({ alg: 'none', typ: 'JWT', kid: SECRET.kid });
      const bad = [
        await made(chatLimits.token + SECOND),
        await made(0, Buffer.alloc(32, 6)),
        [head, altered, signature].join('.'),
        [unsigned, altered, ''].join('.'),
        [unsigned, altered, signature].join('.'),
        victim.token.replace(/\.[^.]+$/, (end) => end.replace(/\w/, (first) => (first === 'A' ? 'B' : 'A'))),
      ];
      const before = await victim.heard();
      for (const token of bad) expect(await statuses(victim.path, token)).toEqual(new Set([403]));
      expect(await victim.heard()).toEqual(before);
    });
  });

  describe('somebody else in a conversation', () => {
    it('is neither answered nor heard on a channel: the running recovery is as it was', async () => {
      const { deliver, say } = channelUser(channel, service.url);
      expect((await say(typedClaim('persona natural'), 'sí'))[0]).toContain('Le envié un código');
      const code = await service.code();
      const before = (await callers.mails()).length;
      // More wrong codes than there are attempts.
      for (const text of ['000000', '000001', '000002', '000003', '000004', '000005', code, 'enviar otro', 'cancelar'])
        expect(await deliver({ type: 'message', text, from: { id: 'somebody else' } })).toEqual([]);
      expect(await callers.mails()).toHaveLength(before);
      expect((await say(code))[0]).toContain('El código es correcto');
    });

    it('is on the built-in Direct Line whoever the token names, whatever a message says', async () => {
      const { heard, post, say, userId } = await visitor();
      const forged = { id: 'dl_somebody-else', name: 'IESS', role: 'bot' };
      expect((await post({ text: 'requisitos', from: forged, conversation: { id: 'another' } })).status).toBe(200);
      const [, said, answer] = await heard();
      expect(said).toMatchObject({ text: 'requisitos', from: { id: userId } });
      expect(said?.from).not.toMatchObject({ role: 'bot' });
      expect(answer?.text).toContain('Acceso al correo');
      // It was the same person to the bot: the conversation goes on.
      expect(await say('recuperar')).toContain('cédula');
    });
  });

  it('conversations, streams and mails name the public address alone, however a request lies about its host', async () => {
    const poison = {
      Host: EVIL,
      'X-Forwarded-Host': EVIL,
      'X-Original-Host': EVIL,
      'X-Forwarded-Proto': 'http',
      Forwarded: `for=192.0.2.1;host=${EVIL};proto=http`,
      Referer: `https://${EVIL}/`,
    };
    const { domain, heard, say, streamUrl } = await visitor(poison);
    expect(domain).toBe(`${PUBLIC_URL}/v3/directline`);
    expect(streamUrl).toMatch(PUBLIC_URL.replace('http', 'ws'));
    await say(typedClaim('persona natural'), 'sí');
    expect(await say(await service.code())).toContain('El código es correcto');
    expect(await service.link()).toMatch(`${PUBLIC_URL}/restablecer#t=`);
    expect(JSON.stringify([await heard(), await callers.mails()])).not.toContain(EVIL);
  });

  it('no parameter leads anywhere', async () => {
    const names = ['next', 'url', 'returnTo', 'redirect', 'redirect_uri', 'continue', 'goto', 'target'];
    const elsewhere = new URLSearchParams(names.map((name) => [name, `https://${EVIL}/`]));
    for (const path of ['/', '/widget', '/restablecer', '/buzon', '/nowhere']) {
      const answer = await callers.asked({ path: `${path}?${elsewhere}` });
      expect(answer.headers).not.toHaveProperty('location');
      expect(JSON.stringify(answer)).not.toContain(EVIL);
    }
  });

  it('pages and refusals are shown in no frame, sniffed by no browser, and kept by none', async () => {
    const guard = { 'strict-transport-security': 'max-age=31536000' };
    for (const path of ['/', '/restablecer', '/nowhere', '/api/reset', '/readyz'])
      expectSecurityHeaders((await callers.asked({ path })).headers, guard);
    expectSecurityHeaders((await callers.post('/api/reset/open', { token: 'x'.repeat(43) })).headers, guard);
    const own = {
      'x-frame-options': undefined,
      'content-security-policy': expect.stringContaining("frame-ancestors 'self'") as string,
    };
    expectSecurityHeaders((await callers.asked({ path: '/widget' })).headers, { ...guard, ...own });
  });

  it('a phrase is the same in the chat and in both mails, another in the next recovery; the code mail has no link', async () => {
    const { say } = channelUser(channel, service.url);
    const newestMail = async () => (await callers.mails())[0] ?? { text: '', html: '' };
    const recover = async () => {
      const [first = ''] = await say(typedClaim('entidad pública'), 'sí');
      const codeMail = await newestMail();
      const [second = ''] = await say(codeInText(codeMail.text));
      const linkMail = await newestMail();
      expect(codeMail.text + codeMail.html).not.toMatch(/https?:|www\.|href|src=|mailto:|tel:/i);
      expect(linkMail.text.match(/https?:\S+/g)).toEqual([linkInText(linkMail.text)]);
      return new Set([first, second, codeMail.text, linkMail.text].map(phraseIn));
    };
    const one = await recover();
    await say('cancelar');
    const other = await recover();
    expect([one.size, other.size]).toEqual([1, 1]);
    expect(one).not.toContain(undefined);
    // Of more than 65,000.
    expect(other).not.toEqual(one);
  });
});

const phraseIn = (text: string) => /[Ff]rase de seguridad: (?:\*\*)?(\p{L}+ \p{L}+)(?:\*\*\.|$)/mu.exec(text)?.[1];

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
