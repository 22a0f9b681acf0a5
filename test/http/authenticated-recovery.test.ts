import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import { startService, type RunningService } from '../support/http/running-service';
import { deliverRequest, teamsUser } from '../support/channels/teams-user';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

describeWith(['openssl'], 'recovery over an authenticated channel', () => {
  let cloud: FakeBotService;
  let service: RunningService;
  beforeAll(async () => {
    cloud = await startFakeBotService();
    service = await startService({ MicrosoftAppId: cloud.appId, MicrosoftAppPassword: cloud.password });
  });
  afterAll(() => Promise.all([service.stop(), cloud.stop()]));

  it('a recovery leads to a new key, with the token of the bot on every reply and notification', async () => {
    const { replyTexts, say } = teamsUser(cloud);
    expect((await say(service.url, 'recuperar')).at(-1)).toContain('cédula');
    await say(service.url, '1710034065 ruc 1799999915001 sucursal 1');
    expect((await say(service.url, 'sí'))[0]).toContain('Le envié un código');
    expect((await say(service.url, await service.code()))[0]).toContain('El código es correcto');

    const token = (await service.link()).split('#t=')[1] ?? '';
    const opened = await post('/api/reset/open', { token });
    const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
    expect((await post('/api/reset/key', { key: 'faro lento bajo nube 81' }, cookie)).status).toBe(200);
    await waitUntil(() => replyTexts().some((text) => text.includes('su nueva clave ya funciona')));

    // One login serves for all replies and typing indicators.
    expect(cloud.requests.filter((kind) => kind === 'login')).toHaveLength(1);
    expect(cloud.requests.filter((kind) => kind === 'reply')).toHaveLength(cloud.replies.length);
    expect(new Set(cloud.replies.map(({ type }) => type))).toEqual(new Set(['message', 'typing']));
    expect(service.log()).not.toMatch(/(turn|request|mail|jobs|connection) failed/);
  });

  it('answers 503 and runs no turn during an outage of the signing keys, and accepts the same request later', async () => {
    const late = await startService({ MicrosoftAppId: cloud.appId, MicrosoftAppPassword: cloud.password });
    const { capture, replyTexts } = teamsUser(cloud);
    const hello = await capture('mi cédula es 1710034065');
    cloud.state = 'down';
    const refused = await deliverRequest(late.url, hello);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toEqual({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
      reference: expect.any(String) as string,
    });
    expect(late.log()).toContain('"port":"channel-keys"');
    expect(late.log()).not.toContain('1710034065');
    expect(replyTexts()).toEqual([]);

    cloud.state = 'up';
    expect((await deliverRequest(late.url, hello)).status).toBe(200);
    expect(replyTexts().join()).toContain('RUC');
    await late.stop();
  });

  const post = (path: string, body: object, cookie = '') =>
    fetch(service.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    });
});
