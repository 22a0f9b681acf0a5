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

/** How far clocks may be apart (s). */
const SKEW = 300;
const now = () => Math.floor(Date.now() / 1_000);

describeWith(['openssl', 'redis-server'], 'a caller of /api/messages, with an app id set', () => {
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
  /** Without what a queue keeps of itself. */
  const keysInRedis = async () => {
    const client = new Redis(redis.port);
    const keys = await client.keys('*');
    client.disconnect();
    return keys.filter(isStoreKey);
  };
  const textsIn = async (response: Response) =>
    ((await response.json()) as { activities: { text: string }[] }).activities.map(({ text }) => text);

  it.each<[string, () => object]>([
    ['in force', () => ({})],
    ['over for as long as clocks may be apart', () => ({ exp: now() - SKEW + 20 })],
    ['in force as soon as clocks may be apart', () => ({ nbf: now() + SKEW - 20 })],
  ])('is heard with a token %s', async (_what, changes) => {
    const response = await post(await cloud.authorizationHeader(changes()));
    expect(response.status).toBe(200);
    expect((await textsIn(response))[0]).toContain('Bienvenido');
  });

  const first = () => cloud.keys[0] as ConnectorKey;
  const claims = () => connectorClaims(cloud.appId, cloud.serviceUrl);
  const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;
  const without = (name: keyof JWTPayload) => cloud.authorizationHeader({ [name]: undefined });
  const header = (more: object) => ({ alg: 'RS256', typ: 'JWT', kid: first().kid, ...more });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const stranger = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const publicPem = async () => exportSPKI((await importJWK({ ...first().publicJwk, alg: 'RS256' })) as CryptoKey);
  /** What Entra gives the Emulator, and our own bot for its replies. */
  const emulators = () => ({
    iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    aud: cloud.appId,
    appid: cloud.appId,
    ver: '1.0',
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, object?]>([
    ['nothing to show', () => undefined],
    ['an empty header', () => ''],
    ['another scheme', () => `Basic ${Buffer.from('bot:password').toString('base64')}`],
    ['a good token under another scheme', async () => (await cloud.authorizationHeader()).replace('Bearer', 'Basic')],
    ['a scheme alone', () => 'Bearer'],
    ['something that is no token', () => 'Bearer garbage'],
    ['three parts that are no token', () => 'Bearer a.b.c'],
    ['a token and more', async () => `${await cloud.authorizationHeader()} more`],
    ['a token that is over', () => cloud.authorizationHeader({ exp: now() - SKEW - 5 })],
    ['a token that never ends', () => without('exp')],
    ['a token that is not yet in force', () => cloud.authorizationHeader({ nbf: now() + SKEW + 60 })],
    ['a token for another bot', () => cloud.authorizationHeader({ aud: randomUUID() })],
    ['a token for nobody', () => without('aud')],
    ['a token of another issuer', () => cloud.authorizationHeader({ iss: 'https://api.example.org' })],
    ['a token of no issuer', () => without('iss')],
    ['a token signed by somebody', () => bearer(new SignJWT(claims()).setProtectedHeader(header({})).sign(stranger()))],
    [
      'a token under an unknown key',
      async () => bearer(signConnectorToken(await createConnectorKey('connector-9'), claims())),
    ],
    [
      'a token that names no key',
      () => bearer(new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(first().privateKey)),
    ],
    ['a token that nobody signed', () => bearer(new UnsecuredJWT(claims()).encode())],
    [
      'a token that nobody signed, under a known key',
      () => `Bearer ${encode(header({ alg: 'none' }))}.${encode(claims())}.`,
    ],
    [
      'a token MACed under the public key',
      async () =>
        bearer(new SignJWT(claims()).setProtectedHeader(header({ alg: 'HS256' })).sign(Buffer.from(await publicPem()))),
    ],
    [
      'a token with another body',
      async () => (await cloud.authorizationHeader()).replace(/\.[^.]+\./, `.${encode(claims())}x.`),
    ],
    ['a token for no address', () => without('serviceurl')],
    ['a token for another address', () => cloud.authorizationHeader({ serviceurl: cloud.forgedUrl })],
    ['a token for this address in an activity of another', () => cloud.authorizationHeader(), { serviceUrl: 'FORGED' }],
    ['a token for a channel that its key does not speak for', () => bearer(signConnectorToken(unendorsed, claims()))],
    [
      'a token for one channel in an activity of another',
      () => cloud.authorizationHeader(),
      { channelId: 'directline' },
    ],
    [
      'a token as the Emulator has it',
      () => bearer(signConnectorToken(first(), { ...claims(), ...emulators() })),
      { channelId: 'emulator' },
    ],
    [
      'a token as other bots have it',
      () =>
        cloud.authorizationHeader({ ver: '2.0', azp: randomUUID(), iss: 'https://login.microsoftonline.com/x/v2.0' }),
    ],
    [
      'a token as the App Service has it',
      () => bearer(signConnectorToken(first(), { ...claims(), ...emulators() })),
      { channelId: 'AseChannel' },
    ],
  ])('with %s is refused, and nothing else happens', async (_what, authorise, activity = {}) => {
    const printed = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log'), jest.spyOn(console, 'warn')];
    const [askedBefore, keysBefore, logBefore] = [cloud.requests.length, await keysInRedis(), service.log()];
    const led = JSON.parse(JSON.stringify(activity).replace('FORGED', cloud.forgedUrl)) as object;

    const response = await post(await authorise(), { ...led, deliveryMode: undefined });

    expect([401, 403]).toContain(response.status);
    const title = response.status === 401 ? 'Unauthorized' : 'Forbidden';
    expect(await response.text()).toBe(JSON.stringify({ type: 'about:blank', title, status: response.status }));
    expect(response.headers.get('www-authenticate')).toBe(response.status === 401 ? 'Bearer' : null);
    expect(cloud.requests.slice(askedBefore).filter((what) => what !== 'metadata' && what !== 'keys')).toEqual([]);
    expect((await keysInRedis()).filter((key) => !keysBefore.includes(key))).toEqual([]);
    expect(service.log()).toBe(logBefore);
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
