import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { Redis } from 'ioredis';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { isStoreKey } from '../support/redis/fast-forward';
import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import {
  connectorClaims,
  createConnectorKey,
  signConnectorToken,
  type ConnectorKey,
} from '../support/channels/connector-keys';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const TEXT = 'mi código es 918273 y mi cédula 1710034065';
const SECRET_KEYS = `test:${Buffer.alloc(32, 5).toString('base64')}`;

/** Tolerated difference between two clocks (s). */
const SKEW = 300;
const now = () => Math.floor(Date.now() / 1_000);

describeWith(['openssl', 'redis-server'], 'authentication of /api/messages with an app id', () => {
  let cloud: FakeBotService;
  let redis: AcquiredRedis;
  let service: RunningService;
  let unendorsed: ConnectorKey;
  beforeAll(async () => {
    [cloud, redis, unendorsed] = await Promise.all([
      startFakeBotService(['msteams', 'webchat']),
      acquireRedis(),
      createConnectorKey('connector-2', ['webchat']),
    ]);
    cloud.keys = [...cloud.keys, unendorsed];
    service = await startService({
      MicrosoftAppId: cloud.appId,
      MicrosoftAppPassword: cloud.password,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      SECRET_KEYS,
    });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([cloud.stop(), redis.release()]);
  });

  const post = (authorization: string | undefined, activity: object = {}) =>
    fetch(`${service.url}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      body: JSON.stringify({
        type: 'message',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: cloud.serviceUrl,
        conversation: { id: randomUUID(), conversationType: 'personal' },
        from: { id: randomUUID() },
        recipient: { id: 'bot' },
        deliveryMode: 'expectReplies',
        text: TEXT,
        ...activity,
      }),
    });
  /** Returns the keys of the stores. Those of the queues change by themselves. */
  const keysInRedis = async () => {
    const client = new Redis(redis.port);
    const keys = await client.keys('*');
    client.disconnect();
    return keys.filter(isStoreKey);
  };
  const textsIn = async (response: Response) =>
    ((await response.json()) as { activities: { text: string }[] }).activities.map(({ text }) => text);

  it.each<[string, () => object]>([
    ['that is in force', () => ({})],
    ['that expired within the clock tolerance', () => ({ exp: now() - SKEW + 20 })],
    ['that becomes valid within the clock tolerance', () => ({ nbf: now() + SKEW - 20 })],
  ])('a token %s is accepted', async (_which, changes) => {
    const response = await post(await cloud.authorizationHeader(changes()));
    expect(response.status).toBe(200);
    expect((await textsIn(response))[0]).toContain('asistente virtual');
  });

  const first = () => cloud.keys[0] as ConnectorKey;
  const claims = () => connectorClaims(cloud.appId, cloud.serviceUrl);
  const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;
  const without = (name: keyof JWTPayload) => cloud.authorizationHeader({ [name]: undefined });
  const header = (more: object) => ({ alg: 'RS256', typ: 'JWT', kid: first().kid, ...more });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const createUnknownKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const publicPem = async () => exportSPKI((await importJWK({ ...first().publicJwk, alg: 'RS256' })) as CryptoKey);
  /** The claims of tokens that Entra issues to the Emulator, and to our own bot for its replies. */
  const entraClaims = () => ({
    iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    aud: cloud.appId,
    appid: cloud.appId,
    ver: '1.0',
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, object?]>([
    ['a request without a token', () => undefined],
    ['an empty Authorization header', () => ''],
    ['the scheme Basic', () => `Basic ${Buffer.from('bot:password').toString('base64')}`],
    [
      'a valid token under the scheme Basic',
      async () => (await cloud.authorizationHeader()).replace('Bearer', 'Basic'),
    ],
    ['the scheme Bearer without a token', () => 'Bearer'],
    ['a word instead of a token', () => 'Bearer garbage'],
    ['three parts that are no JWT', () => 'Bearer a.b.c'],
    ['a token followed by a word', async () => `${await cloud.authorizationHeader()} more`],
    ['an expired token', () => cloud.authorizationHeader({ exp: now() - SKEW - 5 })],
    ['a token without an expiry', () => without('exp')],
    ['a token that is not yet in force', () => cloud.authorizationHeader({ nbf: now() + SKEW + 60 })],
    ['a token for another bot', () => cloud.authorizationHeader({ aud: randomUUID() })],
    ['a token without an audience', () => without('aud')],
    ['a token of another issuer', () => cloud.authorizationHeader({ iss: 'https://api.example.org' })],
    ['a token without an issuer', () => without('iss')],
    [
      'a token signed by another key',
      () => bearer(new SignJWT(claims()).setProtectedHeader(header({})).sign(createUnknownKey())),
    ],
    [
      'a token with an unknown key id',
      async () => bearer(signConnectorToken(await createConnectorKey('connector-9'), claims())),
    ],
    [
      'a token without a key id',
      () => bearer(new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(first().privateKey)),
    ],
    ['an unsigned token', () => bearer(new UnsecuredJWT(claims()).encode())],
    ['an unsigned token with a known key id', () => `Bearer ${encode(header({ alg: 'none' }))}.${encode(claims())}.`],
    [
      'a token whose signature is a MAC under the public key',
      async () =>
        bearer(new SignJWT(claims()).setProtectedHeader(header({ alg: 'HS256' })).sign(Buffer.from(await publicPem()))),
    ],
    [
      'a token with another payload',
      async () => (await cloud.authorizationHeader()).replace(/\.[^.]+\./, `.${encode(claims())}x.`),
    ],
    ['a token without a service URL', () => without('serviceurl')],
    ['a token for another service URL', () => cloud.authorizationHeader({ serviceurl: cloud.forgedUrl })],
    [
      'a token for this service URL in an activity with another',
      () => cloud.authorizationHeader(),
      { serviceUrl: 'FORGED' },
    ],
    ['a token for a channel that its key does not endorse', () => bearer(signConnectorToken(unendorsed, claims()))],
    [
      'a token for one channel in an activity of another',
      () => cloud.authorizationHeader(),
      { channelId: 'directline' },
    ],
    [
      'a token that Entra issued to the Emulator',
      () => bearer(signConnectorToken(first(), { ...claims(), ...entraClaims() })),
      { channelId: 'emulator' },
    ],
    [
      'a token that Entra issued to another bot',
      () =>
        cloud.authorizationHeader({ ver: '2.0', azp: randomUUID(), iss: 'https://login.microsoftonline.com/x/v2.0' }),
    ],
    [
      'a token that Entra issued to the App Service',
      () => bearer(signConnectorToken(first(), { ...claims(), ...entraClaims() })),
      { channelId: 'AseChannel' },
    ],
  ])('%s is refused with 401 or 403, and has no other effect', async (_which, authorise, activity = {}) => {
    const consoleSpies = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log'), jest.spyOn(console, 'warn')];
    const [requestCountBefore, keysBefore, logBefore] = [cloud.requests.length, await keysInRedis(), service.log()];
    const changes = JSON.parse(JSON.stringify(activity).replace('FORGED', cloud.forgedUrl)) as object;

    const response = await post(await authorise(), { ...changes, deliveryMode: undefined });

    expect([401, 403]).toContain(response.status);
    const title = response.status === 401 ? 'Unauthorized' : 'Forbidden';
    expect(await response.text()).toBe(JSON.stringify({ type: 'about:blank', title, status: response.status }));
    expect(response.headers.get('www-authenticate')).toBe(response.status === 401 ? 'Bearer' : null);
    expect(cloud.requests.slice(requestCountBefore).filter((kind) => kind !== 'metadata' && kind !== 'keys')).toEqual(
      [],
    );
    expect((await keysInRedis()).filter((key) => !keysBefore.includes(key))).toEqual([]);
    expect(service.log()).toBe(logBefore);
    for (const spy of consoleSpies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
