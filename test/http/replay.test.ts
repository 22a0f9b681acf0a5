import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { waitUntil } from '../support/direct-line/stream-client';
import { deliverRequest, teamsUser, type CapturedRequest } from '../support/channels/teams-user';
import { describeWith } from '../support/jest/required-tools';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const TIMES = 20;

describeWith(['openssl', 'redis-server'], 'a captured request that is sent again', () => {
  let cloud: FakeBotService;
  let redis: AcquiredRedis;
  beforeAll(async () => {
    [cloud, redis] = await Promise.all([startFakeBotService(), acquireRedis()]);
  });
  afterAll(() => Promise.all([cloud.stop(), redis.release()]));

  const running: RunningService[] = [];
  afterEach(async () => {
    for (const service of running.splice(0)) await service.stop();
  });
  const start = async (settings: Readonly<Record<string, string>> = {}): Promise<RunningService> => {
    const app = { MicrosoftAppId: cloud.appId, MicrosoftAppPassword: cloud.password };
    const service = await startService({ ...app, ...settings });
    running.push(service);
    return service;
  };
  const onRedis = () => ({ REDIS_URL: redis.url, SECRET_KEYS: `test:${Buffer.alloc(32, 5).toString('base64')}` });
  /** Of all processes together: each has a mailbox of its own. */
  const mails = async () => {
    const boxes = running.map(async ({ url }) => (await (await fetch(`${url}/buzon/messages`)).json()) as unknown[]);
    return (await Promise.all(boxes)).flat().length;
  };
  /** To one process after the other. */
  const again = (captured: CapturedRequest, time: number) =>
    deliverRequest(running[time % running.length]?.url ?? '', captured);

  it.each([
    ['in memory', () => Promise.all([start()])],
    ['on Redis', () => Promise.all([start(onRedis())])],
    ['on Redis, to two processes', () => Promise.all([start(onRedis()), start(onRedis())])],
  ])('%s: has one effect, all at once or one after the other', async (_where, starting) => {
    const [{ url }] = (await starting()) as [RunningService];
    const { capture, heard, say } = teamsUser(cloud);
    await say(url, COMPANY);
    const before = heard().length;
    const yes = await capture('sí');

    const atOnce = await Promise.all(Array.from({ length: TIMES }, (_, time) => again(yes, time)));
    const inTurn: Response[] = [];
    for (let time = 0; time < TIMES; time++) inTurn.push(await again(yes, time));

    expect(new Set([...atOnce, ...inTurn].map(({ status }) => status))).toEqual(new Set([200]));
    await waitUntil(() => heard().length > before);
    expect(heard().slice(before)).toEqual([expect.stringContaining('Le envié un código')]);
    expect(await mails()).toBe(1);
    // It has not been counted against the person, who goes on writing.
    expect((await say(url, 'ayuda')).join()).toContain('paso a paso');
    expect(running.map((service) => service.log()).join('')).not.toMatch(/(turn|request|mail|jobs|connection) failed/);
  });

  it('does not work in another conversation, under another name, or with another text', async () => {
    const { url } = await start();
    const { capture, heard, say } = teamsUser(cloud);
    await say(url, COMPANY);
    const yes = await capture('sí');
    const { authorization } = yes;
    await deliverRequest(url, yes);
    const after = heard().length;
    const activity = JSON.parse(yes.body) as { from: object; text: string };
    // The token says nothing of who writes: what protects here is that the first to write is the only one heard.
    for (const changed of [{ text: 'cancelar' }, { from: { id: 'somebody else' }, id: 'another', text: 'cancelar' }]) {
      expect(
        (await deliverRequest(url, { authorization, body: JSON.stringify({ ...activity, ...changed }) })).status,
      ).toBe(200);
    }
    expect(heard()).toHaveLength(after);
    expect((await say(url, 'ayuda')).join()).toContain('código');
  });
});
