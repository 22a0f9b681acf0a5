import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { isStoreKey } from '../support/redis/fast-forward';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startCountingProxy } from '../support/network/counting-proxy';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const CEDULA = '1710034065';
const RUC = '1799999915001';
const MAILBOX = 'private-company@example.com';
const SECRET_KEYS = `test:${Buffer.alloc(32, 5).toString('base64')}`;

describeWith(['redis-server'], 'service on Redis', () => {
  let redis: AcquiredRedis;
  let redisProxy: CuttableProxy;
  let service: RunningService;
  let channel: FakeChannel;
  beforeEach(async () => {
    redis = await acquireRedis();
    redisProxy = await startCuttableProxy(redis.port);
    [service, channel] = await Promise.all([
      startService({ REDIS_URL: `redis://127.0.0.1:${redisProxy.port}`, SECRET_KEYS }),
      startFakeChannel(),
    ]);
  });
  afterEach(async () => {
    await Promise.all([service.stop(), channel.stop()]);
    await redisProxy.stop();
    await redis.release();
  });

  it('Redis holds no readable number, address, code, token or access key at any step', async () => {
    const { conversation, say } = channelUser(channel, service.url);
    const secrets = [
      CEDULA,
      RUC,
      RUC.slice(0, 10),
      MAILBOX,
      MAILBOX.split('@')[0] ?? '',
      conversation,
      'faro lento bajo nube 81',
    ];
    const dumps: string[] = [];
    const step = async (...texts: string[]) => {
      await say(...texts);
      dumps.push(await dump(redis.port));
    };

    await step('recuperar', CEDULA);
    await step(RUC, '1');
    await step('sí');
    const code = await service.code();
    await step('000000');
    await step(code);
    const token = (await service.link()).split('#t=')[1] ?? '';
    const session = await openAndSet(service.url, token, 'faro lento bajo nube 81');
    await channel.waitForReply('su nueva clave ya funciona');
    dumps.push(await dump(redis.port));

    for (const secret of [...secrets, code, `${code.slice(0, 3)} ${code.slice(3)}`, token, session]) {
      expect(dumps.filter((one) => one.includes(secret))).toEqual([]);
    }
    // The dump does contain what is stored: the recovery, the session and the answered activities.
    expect(dumps[3]).toContain('session:{');
    expect(service.log()).not.toMatch(new RegExp([...secrets, code, token, session].join('|')));
  });

  it('every key of the stores has an expiry', async () => {
    const { say } = channelUser(channel, service.url);
    await say('recuperar', CEDULA, RUC, '1', 'sí', '000000');
    await say(await service.code());
    await openAndSet(service.url, (await service.link()).split('#t=')[1] ?? '', 'faro lento bajo nube 81');
    const client = new Redis(redis.port);
    // The keys of a queue itself have no expiry. Its jobs are removed once they have run.
    const keys = (await client.keys('*')).filter(isStoreKey);
    expect(keys.length).toBeGreaterThan(3);
    const expiries = await Promise.all(keys.map(async (key) => [key, await client.pttl(key)] as const));
    client.disconnect();
    expect(expiries.filter(([, ttl]) => ttl < 0)).toEqual([]);
  });

  it('during a Redis outage the service says that it is unavailable, judges no code, and keeps all answers', async () => {
    const { say } = channelUser(channel, service.url);
    const disconnectDuring = async (text: string) => {
      await redisProxy.disconnect();
      expect((await say(text))[0]).toContain('No se perdió nada');
      await redisProxy.reconnect();
      await waitUntilReady(service.url);
    };

    await say('recuperar');
    await disconnectDuring(CEDULA);
    expect((await say(CEDULA))[0]).toContain('13 dígitos');
    await disconnectDuring(RUC);
    expect((await say(RUC))[0]).toContain('sucursal');
    await say('1');
    await disconnectDuring('sí');
    expect((await say('sí'))[0]).toContain('Le envié un código');
    const code = await service.code();
    await disconnectDuring(code);
    expect((await say(code))[0]).toContain('El código es correcto');

    const token = (await service.link()).split('#t=')[1] ?? '';
    await redisProxy.disconnect();
    const refused = await post(`${service.url}/api/reset/open`, { token });
    expect(refused.status).toBe(503);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
    await redisProxy.reconnect();
    await waitUntilReady(service.url);
    await openAndSet(service.url, token, 'faro lento bajo nube 81');
    await channel.waitForReply('su nueva clave ya funciona');
  });

  it('a turn without a code needs three round trips: count the message, load the session, save it', async () => {
    const countingProxy = await startCountingProxy(redis.port);
    const countedService = await startService({ REDIS_URL: `redis://127.0.0.1:${countingProxy.port}`, SECRET_KEYS });
    try {
      const { say } = channelUser(channel, countedService.url);
      await say('recuperar');
      const roundTrips: number[] = [];
      // Workers poll for jobs at the same time. The minimum of several turns excludes them.
      for (let turn = 1; turn <= 6; turn++) {
        countingProxy.takeCount();
        await say('ayuda');
        roundTrips.push(countingProxy.takeCount());
      }
      expect(Math.min(...roundTrips)).toBe(3);
    } finally {
      await countedService.stop();
      await countingProxy.close();
    }
  });
});

async function openAndSet(url: string, token: string, key: string): Promise<string> {
  const opened = await post(`${url}/api/reset/open`, { token });
  expect(opened.status).toBe(200);
  const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
  expect((await post(`${url}/api/reset/key`, { key }, cookie)).status).toBe(200);
  return cookie.split('=')[1] ?? '';
}

const post = (url: string, body: object, cookie = '') =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(body),
  });

async function waitUntilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${url}/readyz`)).status === 200) return;
    await delay(50);
  }
  throw new Error('the service did not reconnect to Redis');
}

/** Returns every key with its value, of whatever type, as text. */
async function dump(port: number): Promise<string> {
  const client = new Redis(port);
  const parts: unknown[] = [];
  for (const key of await client.keys('*')) {
    const type = await client.type(key);
    parts.push(
      key,
      type === 'hash'
        ? await client.hgetall(key)
        : type === 'string'
          ? await client.get(key)
          : await client.call('DUMP', key),
    );
  }
  client.disconnect();
  return JSON.stringify(parts);
}
