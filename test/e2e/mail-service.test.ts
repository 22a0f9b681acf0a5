import { setTimeout as delay } from 'node:timers/promises';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { buildProduct } from '../support/processes/build-product';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { codeInText, linkInText } from '../support/http/running-service';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { describeWith } from '../support/jest/required-tools';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const SECRET = 'constructed-for-tests-only-0123456789';

describeWith(['redis-server'], 'the built service with Azure’s mail service', () => {
  let redis: AcquiredRedis;
  let mail: FakeAzureEmail;
  let channel: FakeChannel;
  const running: ServiceProcess[] = [];

  beforeAll(() => buildProduct());
  beforeEach(async () => {
    [redis, mail, channel] = await Promise.all([acquireRedis(), startFakeAzureEmail(), startFakeChannel()]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
    await Promise.all([redis.release(), mail.close(), channel.stop()]);
  });

  interface Report {
    readonly status: string;
    readonly operation: string;
  }

  /** Starts one more process of the service. */
  async function start(settings: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const process = await startServiceProcess({
      PUBLIC_URL: 'https://recuperacion.example.org',
      REDIS_URL: redis.url,
      COMMUNICATION_SERVICES_CONNECTION_STRING: mail.connectionString,
      MAIL_FROM: 'IESS <no-responder@example.org>',
      EVENT_GRID_SECRET: SECRET,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
      ...settings,
    });
    running.push(process);
    return process;
  }

  const textOf = (index: number): string => mail.delivered.at(index)?.content.plainText ?? '';

  const report = (url: string, status: string, operation: string) => deliver(url, { status, operation }, SECRET);
  const deliver = (url: string, { operation, status }: Report, secret: string) =>
    fetch(`${url}/api/mail-events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
      body: JSON.stringify([
        {
          id: operation,
          eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
          data: { messageId: operation, recipient: 'somebody@example.com', status },
        },
      ]),
    });

  it('a failed send is retried under one operation id, so that each step delivers one mail', async () => {
    const { url } = await start();
    const { say } = channelUser(channel, url);
    mail.scriptNext({ kind: 'refuse', status: 500 }, { kind: 'take', instead: 'nothing' }, { kind: 'take' });
    expect(await say(COMPANY, 'sí')).toEqual([expect.stringContaining('Le envié un código')]);
    expect([mail.sendRequests.length, mail.delivered.length]).toEqual([3, 1]);
    expect(await say(codeInText(textOf(0)))).toEqual([expect.stringContaining('El código es correcto')]);
    expect(mail.delivered.map(({ content }) => content.subject)).toEqual([
      'Código de verificación: IESS',
      'Recuperación Clave para RUC',
    ]);
    expect(linkInText(textOf(1))).toContain('https://recuperacion.example.org/restablecer#t=');
  });

  it('a short Retry-After is waited out, and the chat shows the time of a long one', async () => {
    const { url } = await start();
    const { say } = channelUser(channel, url);
    mail.scriptNext({ kind: 'refuse', status: 429, headers: { 'Retry-After': '1' } });
    expect(await say(COMPANY, 'sí')).toEqual([expect.stringContaining('Le envié un código')]);
    expect(mail.delivered).toHaveLength(1);

    mail.scriptNext({ kind: 'refuse', status: 429, headers: { 'Retry-After': '3600' } });
    const [busy] = await say('cancelar', 'sí', COMPANY, 'sí');
    expect(busy).toMatch(/muy ocupado.*a partir de \*\*las? \d?\d:\d\d\s[ap]\.\sm\.\*\*/);
    // During the back-off another process does not call the mail service either.
    const other = await start();
    expect((await channelUser(channel, other.url).say('2459999013 ruc 2459999013001 suc 1', 'sí'))[0]).toContain(
      'muy ocupado',
    );
    expect([mail.sendRequests.length, mail.delivered.length]).toEqual([3, 1]);
  });

  it('the mail quota is shared between processes, and its reserved share is kept for links', async () => {
    const settings = { MAIL_RATE: '3/h' };
    const [first, second] = await Promise.all([start(settings), start(settings)]);
    const atFirst = channelUser(channel, first.url);
    expect(await atFirst.say(COMPANY, 'sí')).toEqual([expect.stringContaining('Le envié un código')]);
    const code = codeInText(textOf(0));
    const another = channelUser(channel, second.url);
    expect(await another.say('2459999013 ruc 2459999013001 suc 1', 'sí')).toEqual([
      expect.stringContaining('Le envié un código'),
    ]);
    expect((await channelUser(channel, second.url).say('2459999021', 'servicio doméstico', 'sí')).at(-1)).toContain(
      'muy ocupado',
    );
    expect(await atFirst.say(code)).toEqual([expect.stringContaining('El código es correcto')]);
    expect(mail.delivered).toHaveLength(3);
  });

  it('a working link is delivered and the chat notified when the process dies while sending it', async () => {
    const first = await start();
    const { conversation, post, say } = channelUser(channel, first.url);
    await say(COMPANY, 'sí');
    mail.scriptNext({ kind: 'take', late: 3_000 });
    const turn = post({ type: 'message', text: codeInText(textOf(0)) }).catch(() => undefined);
    while (mail.sendRequests.length < 2) await delay(20);
    await first.kill();
    running.splice(0);
    await turn;

    const second = await start();
    expect(await channel.waitForReply('El código es correcto. Le envié un correo', 25_000)).toContain(
      'Recuperación Clave',
    );
    expect(await channelUser(channel, second.url, conversation).say('ayuda')).toHaveLength(2);
    // Two mails may have arrived. Only the newer link works.
    const links = mail.delivered.slice(1).map(({ content }) => linkInText(content.plainText ?? ''));
    const open = async (link: string) =>
      (
        await fetch(`${second.url}/api/reset/open`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Origin: 'https://recuperacion.example.org' },
          body: JSON.stringify({ token: link.split('#t=')[1] }),
        })
      ).status;
    const statuses = [];
    for (const link of links) statuses.push(await open(link));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.at(-1)).toBe(200);
  });

  it('a stopping process finishes sending a mail, and the code in it works', async () => {
    const first = await start();
    const { conversation, post } = channelUser(channel, first.url);
    await post({ type: 'message', text: COMPANY });
    mail.scriptNext({ kind: 'take', late: 1_500 });
    const turn = post({ type: 'message', text: 'sí' });
    while (mail.sendRequests.length < 1) await delay(20);
    running.splice(0);
    expect(await first.stop()).toBe(0);
    expect((await turn).status).toBe(200);
    expect(await channel.waitForReply('Le envié un código')).toContain('vence en 3 minutos');

    const second = await start();
    expect(await channelUser(channel, second.url, conversation).say(codeInText(textOf(0)))).toEqual([
      expect.stringContaining('El código es correcto'),
    ]);
    expect(mail.delivered).toHaveLength(2);
  });

  it('the chat is notified once when a mail bounces, and shows the in-person procedure', async () => {
    const { url } = await start();
    const { say } = channelUser(channel, url);
    await say(COMPANY, 'sí');
    const operation = mail.delivered[0]?.operation ?? '';
    expect((await deliver(url, { status: 'Bounced', operation }, 'not-the-secret-that-was-agreed-upon')).status).toBe(
      401,
    );
    expect((await report(url, 'Delivered', operation)).status).toBe(200);
    expect((await report(url, 'Bounced', operation)).status).toBe(200);
    expect(await channel.waitForReply('no llegan al correo registrado')).toContain('Centro de Atención Universal');
    expect(await channel.waitForReply('Clave patronal de acceso')).toContain('Descargue y llene');
    expect((await report(url, 'Bounced', operation)).status).toBe(200);
    expect((await report(url, 'Delivered', operation)).status).toBe(200);
    await delay(500);
    expect(channel.replies.filter(({ text }) => text?.includes('no llegan al correo registrado'))).toHaveLength(1);

    expect((await say('recuperar', COMPANY, 'sí'))[0]).toContain('no llegan al correo registrado');
    expect(mail.delivered).toHaveLength(1);
  });

  it('the service prints no mail address, code, token or secret when sends fail, and exits with 0', async () => {
    const process = await start({ LOG_LEVEL: 'trace' });
    const { say } = channelUser(channel, process.url);
    mail.scriptNext({ kind: 'refuse', status: 401 }, { kind: 'refuse', status: 500 }, { kind: 'refuse', status: 503 });
    expect((await say(COMPANY, 'sí'))[0]).toContain('no salió a tiempo');
    // No response arrives although the mail was accepted: its code must work.
    mail.scriptNext({ kind: 'hang-up' }, { kind: 'take', instead: 'nothing' }, { kind: 'hang-up' });
    expect((await say('enviar otro'))[0]).toContain('No sé si salió el correo con el código');
    const code = codeInText(textOf(0));
    await say(code);
    const token = linkInText(textOf(1)).split('#t=')[1] ?? 'none';
    running.splice(0);
    expect(await process.stop()).toBe(0);
    const secrets = [
      code,
      token,
      'private-company',
      '1710034065',
      '1799999915001',
      mail.accessKey,
      SECRET,
      'accesskey',
    ];
    // In local mode the demo employers are printed before the first line of the log.
    const log = process.output().replace(/^[^{].*$/gm, '');
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect(log).toContain('recovery step failed');
  });
});
