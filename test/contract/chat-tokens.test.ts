import { createHmac, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { createJoseChatTokens } from '../../src/adapters/jose/chat-tokens';
import { systemRandom as random } from '../../src/adapters/system/random';
import { MINUTE, SECOND, type Instant } from '../../src/domain/time';
import type { FeedId } from '../../src/ports/chat/activity-feed';
import type { ChatTokenUse, ChatVisitor } from '../../src/ports/chat/chat-tokens';

const START = Date.UTC(2026, 0, 15, 15);
const old = { kid: 'k1', secret: Buffer.alloc(32, 'old') };
const current = { kid: 'k2', secret: Buffer.alloc(48, 'current') };
const visitor: ChatVisitor = { conversation: 'a-conversation' as FeedId, user: 'dl_a-visitor' };

let now = START;
const createTokens = (...secretKeys: (typeof old)[]) =>
  createJoseChatTokens({
    secretKeys,
    random,
    clock: { now: () => now as Instant },
    lifetimes: { conversation: 30 * MINUTE, stream: MINUTE },
  });
const tokens = createTokens(current, old);

beforeEach(() => {
  now = START;
});

const partsOf = (token: string) => token.split('.').slice(0, 2).map(decode);
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
/** Derives the signing key as the service does. Another derivation would invalidate the tokens of all running conversations. */
const derived = ({ secret }: typeof old) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'iess-key-recovery/jwt/chat', 32));

describe('chat token', () => {
  it.each<[ChatTokenUse, number]>([
    ['conversation', 1_800],
    ['stream', 60],
  ])('a token for a %s identifies its visitor for %i s and is invalid from then on', async (use, seconds) => {
    const { token, expiresIn } = await tokens.sign(visitor, use);
    expect(expiresIn).toBe(seconds);
    expect(await tokens.verify(token, use)).toEqual(visitor);
    now += seconds * SECOND - 1;
    expect(await tokens.verify(token, use)).toEqual(visitor);
    now += 1;
    expect(await tokens.verify(token, use)).toBeUndefined();
  });

  it('a token has the format that Direct Line’s clients expect', async () => {
    const { token } = await tokens.sign(visitor, 'conversation');
    expect(partsOf(token)).toEqual([
      { alg: 'HS256', typ: 'JWT', kid: 'k2' },
      {
        conv: 'a-conversation',
        user: 'dl_a-visitor',
        aud: 'direct-line',
        iat: START / SECOND,
        exp: START / SECOND + 1_800,
        jti: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      },
    ]);
  });

  it('each new token is different', async () => {
    const [one, other] = await Promise.all([
      tokens.sign(visitor, 'conversation'),
      tokens.sign(visitor, 'conversation'),
    ]);
    expect(one.token).not.toBe(other.token);
  });

  it('a token is valid for its own use only', async () => {
    expect(await tokens.verify((await tokens.sign(visitor, 'stream')).token, 'conversation')).toBeUndefined();
    expect(await tokens.verify((await tokens.sign(visitor, 'conversation')).token, 'stream')).toBeUndefined();
  });

  it('a token remains valid during key rotation', async () => {
    const before = await createTokens(old).sign(visitor, 'conversation');
    expect(await tokens.verify(before.token, 'conversation')).toEqual(visitor);
    const after = await tokens.sign(visitor, 'conversation');
    expect(await createTokens(old).verify(after.token, 'conversation')).toBeUndefined();
    expect(await createTokens({ ...old, kid: 'k2' }).verify(after.token, 'conversation')).toBeUndefined();
  });

  it('a token is accepted between processes that hold different current keys', async () => {
    const [announced, changed] = [createTokens(old, current), createTokens(current, old)];
    for (const use of ['conversation', 'stream'] as const) {
      expect(await changed.verify((await announced.sign(visitor, use)).token, use)).toEqual(visitor);
      expect(await announced.verify((await changed.sign(visitor, use)).token, use)).toEqual(visitor);
    }
  });

  it('a token is invalid after a change of any byte', async () => {
    const { token } = await tokens.sign(visitor, 'conversation');
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    const changed = parts.flatMap((part, index) =>
      Array.from(part, (byte, at) => {
        const copy = Buffer.from(part);
        copy[at] = byte ^ 1;
        return parts.map((it, i) => (i === index ? copy : it).toString('base64url')).join('.');
      }),
    );
    expect(changed.length).toBeGreaterThan(200);
    const verdicts = await Promise.all(changed.map((it) => tokens.verify(it, 'conversation')));
    expect(verdicts.filter((it) => it !== undefined)).toEqual([]);
  });

  it('no value other than a signed token is accepted', async () => {
    const others = ['', '.', '..', 'a.b.c', 'é', '{}', `${'x'.repeat(100_000)}.x.x`, 'null.null.null', 'W10.W10.W10'];
    const verdicts = await Promise.all(others.map((it) => tokens.verify(it, 'conversation')));
    expect(verdicts.filter((it) => it !== undefined)).toEqual([]);
  });

  it('tokens cannot be created without a secret key', () => {
    expect(() => createTokens()).toThrow('key');
  });
});

describe('forged chat token', () => {
  const claims = { conv: 'a-conversation', user: 'dl_a-visitor', aud: 'direct-line', exp: START / SECOND + 60 };
  const forge = (header: { alg: string; kid?: string }, key: Parameters<SignJWT['sign']>[0], body: object = claims) =>
    new SignJWT({ ...body }).setProtectedHeader(header).sign(key);
  const right = { alg: 'HS256', kid: 'k2' };

  it('a token made elsewhere is accepted only with the right key, header and claims', async () => {
    expect(await tokens.verify(await forge(right, derived(current)), 'conversation')).toEqual(visitor);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['no signature', () => new UnsecuredJWT(claims).encode()],
    ['no signature under a known key’s name', () => `${encode({ alg: 'none', kid: 'k2' })}.${encode(claims)}.`],
    ['another MAC under the right key', () => sha512()],
    ['somebody’s RSA key', () => forge({ alg: 'RS256', kid: 'k2' }, rsa)],
    ['no key’s name', () => forge({ alg: 'HS256' }, derived(current))],
    ['an unknown key’s name', () => forge({ alg: 'HS256', kid: 'k3' }, derived(current))],
    ['another key’s name', () => forge({ alg: 'HS256', kid: 'k1' }, derived(current))],
    [
      'a key’s name that every object has as a property',
      () => forge({ alg: 'HS256', kid: 'constructor' }, derived(current)),
    ],
    ['the secret itself', () => forge(right, current.secret)],
    ['no conversation', () => forge(right, derived(current), { ...claims, conv: '' })],
    ['no user', () => forge(right, derived(current), { ...claims, user: undefined })],
    ['a user of the client’s own choice', () => forge(right, derived(current), { ...claims, user: 'somebody' })],
    ['no expiry', () => forge(right, derived(current), { ...claims, exp: undefined })],
    ['no audience', () => forge(right, derived(current), { ...claims, aud: undefined })],
    ['another audience', () => forge(right, derived(current), { ...claims, aud: 'direct-line/' })],
    ['a start in the future', () => forge(right, derived(current), { ...claims, nbf: START / SECOND + 1 })],
  ])('a token with %s is rejected', async (_, make) => {
    const token = await make();
    expect(await tokens.verify(token, 'conversation')).toBeUndefined();
    expect(await tokens.verify(token, 'stream')).toBeUndefined();
  });

  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sha512 = () => {
    const signed = `${encode({ alg: 'HS512', kid: 'k2' })}.${encode(claims)}`;
    return `${signed}.${createHmac('sha512', derived(current)).update(signed).digest('base64url')}`;
  };
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
});
