import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { deliverRequest, teamsUser, type CapturedRequest } from '../support/channels/teams-user';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const TIMES = 20;

describeWith(['openssl', 'redis-server'], 'replayed request', () => {
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
  /** Counts the mails of all processes, each of which has its own local mailbox. */
  const mailCount = async () => {
    const boxes = running.map(async ({ url }) => (await (await fetch(`${url}/buzon/messages`)).json()) as unknown[]);
    return (await Promise.all(boxes)).flat().length;
  };
  /** Sends the request again, to one process after the other. */
  const replay = (captured: CapturedRequest, time: number) =>
    deliverRequest(running[time % running.length]?.url ?? '', captured);

  it.each([
    ['in memory', () => Promise.all([start()])],
    ['on Redis', () => Promise.all([start(onRedis())])],
    ['on Redis, to two processes', () => Promise.all([start(onRedis()), start(onRedis())])],
  ])(
    'a replayed request has one effect, whether it is sent at once or one after the other: %s',
    async (_where, starting) => {
      const [{ url }] = (await starting()) as [RunningService];
      const { capture, replyTexts, say } = teamsUser(cloud);
      await say(url, COMPANY);
      const before = replyTexts().length;
      const yes = await capture('sí');

      const atOnce = await Promise.all(Array.from({ length: TIMES }, (_, time) => replay(yes, time)));
      const inTurn: Response[] = [];
      for (let time = 0; time < TIMES; time++) inTurn.push(await replay(yes, time));

      expect(new Set([...atOnce, ...inTurn].map(({ status }) => status))).toEqual(new Set([200]));
      await waitUntil(() => replyTexts().length > before);
      expect(replyTexts().slice(before)).toEqual([expect.stringContaining('Le envié un código')]);
      expect(await mailCount()).toBe(1);
      // Duplicates do not count against the message rate limit of the person.
      expect((await say(url, 'ayuda')).join()).toContain('Escriba');
      expect(running.map((service) => service.log()).join('')).not.toMatch(
        /(turn|request|mail|jobs|connection) failed/,
      );
    },
  );

  it('a replayed request has no effect under another name or with another text', async () => {
    const { url } = await start();
    const { capture, replyTexts, say } = teamsUser(cloud);
    await say(url, COMPANY);
    const yes = await capture('sí');
    const { authorization } = yes;
    await deliverRequest(url, yes);
    const after = replyTexts().length;
    const activity = JSON.parse(yes.body) as { from: object; text: string };
    // The token does not name the sender. The protection is that a conversation belongs to its first writer.
    for (const changed of [{ text: 'cancelar' }, { from: { id: 'somebody else' }, id: 'another', text: 'cancelar' }]) {
      expect(
        (await deliverRequest(url, { authorization, body: JSON.stringify({ ...activity, ...changed }) })).status,
      ).toBe(200);
    }
    expect(replyTexts()).toHaveLength(after);
    expect((await say(url, 'ayuda')).join()).toContain('código');
  });
});
