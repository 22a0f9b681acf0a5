import { randomUUID } from 'node:crypto';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { rotationKeySettings } from '../support/secrets/key-rings';
import { eventGridEvent, reportData, EVENT_SECRET } from '../support/mail/mail-events-server';
import { openPollingVisitor, type PollingVisitor } from '../support/direct-line/polling-visitor';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { codeInText, linkInText, startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'faro lento bajo nube 81';
const LOCKED_OUT = 'demasiados códigos equivocados';

/** One employer for each topic, by the name of its mailbox. */
const claims = {
  'private-company': '1710034065 ruc 1799999915001 sucursal 1',
  'public-body': '2459999070 ruc 1769999180001 sucursal 2',
  'natural-person': '2459999013 ruc 2459999013001 sucursal 1',
  'recent-company': '2459999088 ruc 1799999942001 sucursal 1',
};
type Mailbox = keyof typeof claims;

describeWith(['redis-server'], 'rotation of SECRET_KEYS', () => {
  let redis: AcquiredRedis;
  let azure: FakeAzureEmail;
  let channel: FakeChannel;
  const running = new Set<RunningService>();
  const start = async (ring: keyof typeof rotationKeySettings): Promise<RunningService> => {
    const service = await startService({
      REDIS_URL: redis.url,
      SECRET_KEYS: rotationKeySettings[ring],
      COMMUNICATION_SERVICES_CONNECTION_STRING: azure.connectionString,
      EVENT_GRID_SECRET: EVENT_SECRET,
      MAIL_FROM: 'no-responder@example.org',
      MAIL_RATE: '1000/min',
    });
    running.add(service);
    return service;
  };
  const stop = async (...services: readonly RunningService[]) => {
    await Promise.all(services.map((service) => service.stop()));
    services.forEach((service) => running.delete(service));
  };

  /** The processes in the middle of a rolling change: `announced` has the new key second, `changed` has it first. */
  let announced: RunningService;
  let changed: RunningService;
  /** Conversations and a link from the time when there was one key. */
  let chat: PollingVisitor;
  let guesser: User;
  let firstLink: string;

  beforeAll(async () => {
    [redis, azure, channel] = await Promise.all([acquireRedis(), startFakeAzureEmail(), startFakeChannel()]);
    const before = await start('before');
    chat = await openPollingVisitor(before.url);
    await chat.say(before.url, claims['private-company']);
    await chat.say(before.url, 'sí');
    await chat.waitForText(before.url, 'Le envié un código');

    await newUser().sends(before, claims['natural-person'], 'sí', ...wrong('natural-person', 4));
    guesser = newUser();
    await guesser.sends(before, claims['natural-person'], 'sí', ...wrong('natural-person', 3));

    firstLink = await linkFor(newUser(), before);
    await newUser().sends(before, claims['recent-company'], 'sí');
    expect((await bounce(before, 'recent-company')).status).toBe(200);

    await stop(before);
    [announced, changed] = await Promise.all([start('announced'), start('changed')]);
  });
  afterAll(async () => {
    await stop(...running);
    await Promise.all([channel.stop(), azure.close(), redis.release()]);
  });

  /** Returns a new user in a new conversation. */
  function newUser() {
    const conversation = randomUUID();
    const from = { id: randomUUID() };
    return {
      async sends({ url }: RunningService, ...texts: readonly (string | (() => string))[]): Promise<string> {
        const { deliver } = channelUser(channel, url, conversation);
        let said: string[] = [];
        for (const text of texts)
          said = await deliver({ type: 'message', from, text: typeof text === 'string' ? text : text() });
        return said.join('\n');
      },
    };
  }
  type User = ReturnType<typeof newUser>;

  const newestMail = (to: Mailbox) => {
    const mail = azure.delivered.findLast(({ recipients }) => recipients.to[0]?.address === `${to}@example.com`);
    if (mail === undefined) throw new Error(`no mail came to ${to}`);
    return { ...mail, text: mail.content.plainText ?? '' };
  };
  const wrong = (to: Mailbox, count: number) =>
    Array.from({ length: count }, () => () => (codeInText(newestMail(to).text) === '000000' ? '111111' : '000000'));

  async function linkFor({ sends }: User, service: RunningService): Promise<string> {
    await sends(service, claims['public-body'], 'sí');
    const said = await sends(service, () => codeInText(newestMail('public-body').text));
    expect(said).toContain('El código es correcto');
    return linkInText(newestMail('public-body').text).split('#t=')[1] ?? '';
  }

  const bounce = ({ url }: RunningService, to: Mailbox) =>
    fetch(`${url}/api/mail-events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${EVENT_SECRET}` },
      body: JSON.stringify([eventGridEvent(reportData('Bounced', newestMail(to).operation))]),
    });

  it('a recovery from before the rotation continues at both processes: chat, code, link and page', async () => {
    expect((await chat.said(changed.url)).join()).toContain('asistente virtual');
    expect(await chat.said(announced.url)).toEqual(await chat.said(changed.url));

    await chat.say(changed.url, codeInText(newestMail('private-company').text));
    await chat.waitForText(announced.url, 'El código es correcto');
    const token = linkInText(newestMail('private-company').text).split('#t=')[1];
    const opened = await post(`${announced.url}/api/reset/open`, { token });
    expect(opened.status).toBe(200);
    await chat.waitForText(changed.url, 'Ya abrió el enlace');
    const set = await post(`${changed.url}/api/reset/key`, { key: KEY }, opened.headers.getSetCookie()[0]);
    expect(set.status).toBe(200);
    await chat.waitForText(announced.url, 'su nueva clave ya funciona');

    expect(await chat.refreshToken(changed.url)).toBe(200);
    expect(await chat.say(announced.url, 'ayuda')).toBe(200);
    expect(await chat.said(announced.url)).toEqual(await chat.said(changed.url));
  });

  it('failures are counted across the rotation, and the target is locked out at both processes', async () => {
    expect(await guesser.sends(changed, ...wrong('natural-person', 1))).toContain('Le queda 1 intento');
    expect(await newUser().sends(announced, claims['natural-person'], 'sí', ...wrong('natural-person', 2))).toContain(
      LOCKED_OUT,
    );
    for (const service of [announced, changed])
      expect(await newUser().sends(service, claims['natural-person'], 'sí')).toContain(LOCKED_OUT);
  });

  it('an employer has one live link when links are issued under different keys', async () => {
    const link = await linkFor(newUser(), changed);
    expect((await post(`${announced.url}/api/reset/open`, { token: firstLink })).status).toBe(410);
    const next = await linkFor(newUser(), announced);
    expect((await post(`${changed.url}/api/reset/open`, { token: link })).status).toBe(410);
    expect((await post(`${changed.url}/api/reset/open`, { token: next })).status).toBe(200);
  });

  it('both processes know the mailbox that bounced before the rotation', async () => {
    for (const service of [announced, changed])
      expect(await newUser().sends(service, claims['recent-company'], 'sí')).toContain(
        'no llegan al correo registrado',
      );
  });

  it('a process with the new key alone works, and finds no state of the removed key', async () => {
    const known = newUser();
    await known.sends(changed, claims['public-body']);
    await stop(announced, changed);
    const after = await start('after');

    expect(await chat.say(after.url, 'hola')).toBe(404);
    expect(await chat.said(after.url)).toEqual([]);
    expect(await guesser.sends(after, 'hola')).toContain('asistente virtual');
    expect((await post(`${after.url}/api/reset/open`, { token: firstLink })).status).toBe(410);

    expect(await known.sends(after, 'sí')).toContain('Le envié un código');
    expect(await known.sends(after, () => codeInText(newestMail('public-body').text))).toContain(
      'El código es correcto',
    );
    const visitor = await openPollingVisitor(after.url);
    await visitor.waitForText(after.url, 'asistente virtual');
    expect(after.log()).not.toContain('"level":50');
  });
});

const post = (url: string, body: object, cookie = '') =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie.split(';')[0] ?? '' },
    body: JSON.stringify(body),
  });
