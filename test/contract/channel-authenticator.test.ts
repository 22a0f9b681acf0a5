import { createJoseChannelAuthenticator } from '../../src/adapters/jose/channel-authenticator';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import { channelAuthenticationRules } from '../../src/policy/chat';
import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import {
  connectorClaims,
  createConnectorKey,
  signConnectorToken,
  type ConnectorKey,
} from '../support/channels/connector-keys';
import { describeWith } from '../support/jest/required-tools';

describeWith(['openssl'], 'signing keys of the channels’ service', () => {
  let cloud: FakeBotService;
  let next: ConnectorKey;
  beforeAll(async () => {
    [cloud, next] = await Promise.all([startFakeBotService(), createConnectorKey('connector-2', ['msteams'])]);
  });
  afterAll(() => cloud.stop());

  let passed: number;
  beforeEach(() => {
    passed = 0;
    cloud.state = 'up';
    cloud.requests.length = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(performance.timeOrigin + performance.now()) + passed);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const create = (rules: Partial<typeof channelAuthenticationRules> = {}) =>
    createJoseChannelAuthenticator({ appId: cloud.appId, clock, rules: { ...channelAuthenticationRules, ...rules } });
  const claimOf = async (key = cloud.keys[0] as ConnectorKey, channelId = 'msteams') => ({
    authorization: `Bearer ${await signConnectorToken(key, connectorClaims(cloud.appId, cloud.serviceUrl))}`,
    serviceUrl: cloud.serviceUrl,
    channelId,
  });
  const times = (what: string) => cloud.requests.filter((one) => one === what).length;

  it('fetches the signing keys once for many simultaneous callers, and once more after a day', async () => {
    const callers = create();
    const claim = await claimOf();
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => callers.authenticate(claim)));
    expect(new Set(verdicts)).toEqual(new Set(['authentic']));
    passed = 23 * HOUR;
    expect(await callers.authenticate(await claimOf())).toBe('authentic');
    expect([times('metadata'), times('keys')]).toEqual([1, 1]);
    passed = 25 * HOUR;
    expect(await callers.authenticate(await claimOf())).toBe('authentic');
    expect([times('metadata'), times('keys')]).toEqual([2, 2]);
  });

  it('fetches the signing keys again for the first token with a new key', async () => {
    const callers = create();
    expect(await callers.authenticate(await claimOf())).toBe('authentic');
    const before = cloud.keys;
    cloud.keys = [next];
    passed = MINUTE;
    expect(await callers.authenticate(await claimOf(next))).toBe('authentic');
    cloud.keys = before;
    passed = 2 * MINUTE;
    expect(await callers.authenticate(await claimOf(next))).toBe('authentic');
  });

  it('the signing keys are not fetched again for each token with an unknown key', async () => {
    const callers = create();
    await callers.authenticate(await claimOf());
    const forged = await claimOf(await createConnectorKey('made-up'));
    for (const seconds of [1, 2, 31, 32, 33]) {
      passed = seconds * SECOND;
      expect(await callers.authenticate(forged)).toBe('unauthentic');
    }
    expect(times('keys')).toBe(2);
  });

  it('a key without listed channels is valid for every channel, as the protocol defines', async () => {
    const before = cloud.keys;
    const free = await createConnectorKey('connector-3');
    cloud.keys = [free];
    expect(await create().authenticate(await claimOf(free, 'directline'))).toBe('authentic');
    cloud.keys = before;
    expect(await create().authenticate(await claimOf(undefined, 'directline'))).toBe('forbidden');
  });

  it('the signing keys remain valid for a day during an outage of their server', async () => {
    const callers = create();
    await callers.authenticate(await claimOf());
    cloud.state = 'down';
    passed = 23 * HOUR;
    expect(await callers.authenticate(await claimOf())).toBe('authentic');
    passed = 25 * HOUR;
    await expect(callers.authenticate(await claimOf())).rejects.toThrow(Unavailable);
  });

  it.each<[string, () => void]>([
    ['is out of reach', () => (cloud.state = 'down')],
    ['is broken', () => (cloud.metadata = { status: 500, body: {} })],
    ['answers with unrelated JSON', () => (cloud.metadata = { status: 200, body: { hello: 'world' } })],
    [
      'names an address without TLS for the keys',
      () => (cloud.metadata = { status: 200, body: { jwks_uri: 'http://127.0.0.1:9/keys' } }),
    ],
    ['does not answer', () => (cloud.metadata = 'never')],
  ])('admits no caller and rejects none as forged while the server of the signing keys %s', async (_what, fail) => {
    const callers = create({ keysTimeout: 200 });
    fail();
    await expect(callers.authenticate(await claimOf())).rejects.toThrow(Unavailable);
    // A malformed token is rejected without a key.
    expect(await callers.authenticate({ ...(await claimOf()), authorization: 'Bearer garbage' })).toBe('unauthentic');
    cloud.state = 'up';
    cloud.metadata = 'right';
    expect(await callers.authenticate(await claimOf())).toBe('authentic');
  });
});
