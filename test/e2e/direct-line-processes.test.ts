import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { isStoreKey } from '../support/redis/fast-forward';
import { buildProduct } from '../support/processes/build-product';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { connectMicrosoftClient, type MicrosoftClient } from '../support/direct-line/microsoft-client';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { codeInText, linkInText } from '../support/http/running-service';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'faro lento bajo nube 81';

interface IssuedToken {
  readonly token: string;
  readonly conversationId: string;
  readonly domain: string;
}

describeWith(['redis-server'], 'the built-in Direct Line over two processes on one Redis', () => {
  let redis: AcquiredRedis;
  /** In place of a load balancer: clients know only this address. */
  let front: CuttableProxy;
  let settings: Record<string, string>;
  let first: ServiceProcess;
  let second: ServiceProcess;

  beforeAll(async () => {
    [redis, front] = await Promise.all([acquireRedis(), startCuttableProxy(0), buildProduct()]);
    settings = {
      PUBLIC_URL: `http://localhost:${front.port}`,
      REDIS_URL: redis.url,
      SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    };
    [first, second] = await Promise.all([startServiceProcess(settings), startServiceProcess(settings)]);
  });
  beforeEach(() => {
    routeTo(first);
  });
  afterAll(async () => {
    const codes = await Promise.all([first.stop(), second.stop()]);
    await Promise.all([front.stop(), redis.release()]);
    expect(codes).toEqual([0, 0]);
  });

  const routeTo = (one: ServiceProcess) => {
    front.redirectTo(Number(new URL(one.url).port));
  };

  const issueToken = async () =>
    (await (await fetch(`${first.url}/api/token`, { method: 'POST' })).json()) as IssuedToken;

  /** Posts a message to this process, whichever process has the stream of the conversation. */
  const postTo = async (one: ServiceProcess, { conversationId, token }: IssuedToken, text: string) => {
    const response = await fetch(`${one.url}/v3/directline/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'message', text }),
    });
    expect(response.status).toBe(200);
  };

  /** Returns the newest mail of both processes, because either may have done the job and each keeps what it sent. */
  const newestMail = async () => {
    const mailboxes = [first, second].map(
      async ({ url }) => (await (await fetch(`${url}/buzon/messages`)).json()) as { text: string; at: string }[],
    );
    const mails = (await Promise.all(mailboxes)).flat();
    return mails.sort((one, other) => one.at.localeCompare(other.at)).at(-1)?.text ?? 'no mail';
  };

  it('the stream of one process delivers the messages, answers and notifications of the other', async () => {
    const issued = await issueToken();
    const client = connectMicrosoftClient({ domain: issued.domain, token: issued.token, speedUp: 1 });
    await waitForMessage(client, 'asistente virtual');

    await postTo(second, issued, 'recuperar mi clave');
    await waitForMessage(client, 'cédula');
    await postTo(second, issued, '1710034065 ruc 1799999915001 sucursal 1');
    await waitForMessage(client, 'Revise sus datos');
    await postTo(second, issued, 'sí');
    await waitForMessage(client, 'Le envié un código');
    await postTo(second, issued, codeInText(await newestMail()));
    await waitForMessage(client, 'El código es correcto');

    const token = linkInText(await newestMail()).split('#t=')[1];
    const opened = await postJson(`${second.url}/api/reset/open`, { token });
    await waitForMessage(client, 'Ya abrió el enlace');
    await postJson(`${second.url}/api/reset/key`, { key: KEY }, opened.headers.getSetCookie()[0]);
    await waitForMessage(client, 'su nueva clave ya funciona');

    const ids = client.received.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual([...new Set(ids)].sort(byPosition));
    client.end();
  });

  it('a conversation continues at the other process when one dies, and loses and doubles no message', async () => {
    const issued = await issueToken();
    const client = connectMicrosoftClient({ domain: issued.domain, token: issued.token, speedUp: 30 });
    await waitForMessage(client, 'asistente virtual');
    await client.say('recuperar mi clave');
    await waitForMessage(client, '¿Cuál es la cédula del empleador?');

    routeTo(second);
    await first.kill();
    // At this moment the client has no stream.
    await postTo(second, issued, '1710034065');
    await waitForMessage(client, '¿Cuál es el RUC');
    await client.say('1799999915001');
    await waitForMessage(client, 'sucursal?');

    expect(client.states).toEqual(expect.arrayContaining(['Online']));
    expect(client.received.filter(({ from }) => from?.id !== 'iess').map(({ text }) => text)).toEqual([
      'recuperar mi clave',
      '1710034065',
      '1799999915001',
    ]);
    const ids = client.received.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual([...new Set(ids)]);
    client.end();
    first = await startServiceProcess(settings);
  });

  it('Direct Line stores no readable personal data in Redis, and no entry without an expiry', async () => {
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map(async (key) => (await client.dumpBuffer(key)).toString('latin1')));
    const expiries = await Promise.all(keys.filter(isStoreKey).map((key) => client.pttl(key)));
    await client.quit();
    expect(keys.filter((key) => key.startsWith('feed:'))).not.toEqual([]);
    expect([...keys, ...values].join()).not.toMatch(/1710034065|1799999915001|\bdl_[\w-]{22}\b|recuperar|example\.com/);
    expect(expiries.filter((ms) => ms <= 0)).toEqual([]);
  });

  it('Direct Line prints no personal data and no token', () => {
    const log = `${first.output()}\n${second.output()}`.split('\n').filter((line) => line.startsWith('{'));
    expect(log.join()).not.toMatch(/1710034065|1799999915001|eyJhbGciOi|faro lento/);
  });
});

async function waitForMessage(
  { failure, received: activities, states }: MicrosoftClient,
  words: string,
): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!activities.some(({ text }) => text?.includes(words))) {
    if (performance.now() > deadline) {
      const what = JSON.stringify(activities.map(({ text }) => text));
      throw new Error(`"${words}" was not received in ${what}; ${states.join()}; ${String(failure())}`);
    }
    await delay(20);
  }
}

const postJson = (url: string, body: unknown, cookie = ''): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie.split(';')[0] ?? '' },
    body: JSON.stringify(body),
  });

/** Compares ids by their position at the end: milliseconds and a number. */
const byPosition = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });
