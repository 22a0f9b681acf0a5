import { startFakeBotService, type FakeBotService } from '../support/channels/fake-bot-service';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { setKeyByLink } from '../support/http/set-key';
import { teamsUser } from '../support/channels/teams-user';
import { describeWith } from '../support/jest/required-tools';
import { waitUntil } from '../support/jest/wait-until';

const COMPANY = { document: '1710034065', ruc: '1799999915001', branch: '1' };

describeWith(['openssl', 'redis-server'], 'recovery in Teams by cards alone, on Redis', () => {
  let cloud: FakeBotService;
  let redis: AcquiredRedis;
  let service: RunningService;
  beforeAll(async () => {
    [cloud, redis] = await Promise.all([startFakeBotService(), acquireRedis()]);
    service = await startService({
      MicrosoftAppId: cloud.appId,
      MicrosoftAppPassword: cloud.password,
      REDIS_URL: redis.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 5).toString('base64')}`,
    });
  });
  afterAll(async () => {
    await Promise.all([service.stop(), cloud.stop()]);
    await redis.release();
  });

  it('cards lead from the installation to the new key without a code or number typed into the chat', async () => {
    const { replyTexts, install, press, say } = teamsUser(cloud);
    expect(await install(service.url)).toEqual([expect.stringContaining('asistente virtual')]);
    expect(await say(service.url, 'Recuperar mi clave')).toEqual([expect.stringContaining('Llene este formulario')]);
    expect(await press(service.url, 'Continuar', COMPANY)).toEqual([expect.stringContaining('Revise sus datos')]);
    expect(await say(service.url, 'Sí')).toEqual([expect.stringContaining('Le envié un código')]);
    expect(await press(service.url, 'Enviar otro')).toEqual([expect.stringContaining('Podré enviarle otro código')]);
    const code = { code: await service.code() };
    expect(await press(service.url, 'Confirmar', code)).toEqual([expect.stringContaining('El código es correcto')]);
    // A second press of the same button is refused.
    expect((await press(service.url, 'Confirmar', code))[0]).toContain('Ese formulario ya no sirve');

    await setKeyByLink(service.url, await service.link());
    await waitUntil(() => replyTexts().some((text) => text.includes('su nueva clave ya funciona')));
    expect(service.log()).not.toMatch(/(turn|request|mail|jobs|connection) failed/);
  });

  it('only one of two simultaneous submissions of a form is accepted', async () => {
    const { press, say } = teamsUser(cloud);
    await say(service.url, 'recuperar');
    const twice = await Promise.all([
      press(service.url, 'Continuar', COMPANY),
      press(service.url, 'Continuar', COMPANY),
    ]);
    const said = [...new Set(twice.flat())];
    expect(said.filter((text) => text.startsWith('Ese formulario ya no sirve'))).toHaveLength(1);
    expect(said.filter((text) => text.startsWith('Revise sus datos'))).toHaveLength(1);
  });

  it('a card shows the documents to bring, with the appointment as a button', async () => {
    const { card, say } = teamsUser(cloud);
    const said = await say(service.url, 'No puedo abrir mi correo');
    expect(said.join('\n')).toContain('pida un turno');
    const { actions, body } = card();
    expect(body.map(({ text }) => text).join('\n')).toContain('[Solicitud de entrega de clave](https://');
    expect(actions).toMatchObject([{ type: 'Action.OpenUrl', url: 'https://www.iess.gob.ec' }]);
  });
});
