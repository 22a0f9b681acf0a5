import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { MailQueue } from '../../src/ports/mail/mail-queue';
import type { RecoveryTimers } from '../../src/ports/recovery/recovery-timers';
import { openQueues, type OpenedQueues } from '../support/redis/bull-queues';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { createQueueWorkerStarter } from '../support/processes/queue-workers';
import { startRedisCluster } from '../support/redis/redis-cluster';
import { freePort, startRedis, type RedisServer } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { aJob, FOREVER } from './suites/mail-queue';
import { aTimer } from './suites/recovery-timers';
import { waitUntil } from '../support/jest/wait-until';

/** Expects each operation to be rejected within a short time. */
async function refuses(mail: MailQueue, timers: RecoveryTimers): Promise<void> {
  const scheduled = aJob();
  const steps = [
    ['mail-queue', () => mail.schedule(scheduled, 60_000)],
    ['mail-queue', () => mail.add(scheduled)],
    ['mail-queue', () => mail.add(aJob())],
    ['recovery-timers', () => timers.start(aTimer('target.secret'), 60_000)],
  ] as const;
  for (const [port, step] of steps) {
    const from = performance.now();
    const error: unknown = await step().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'Unavailable', port });
    expect(performance.now() - from).toBeLessThan(2_000);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('target.secret');
  }
  await mail.unschedule(scheduled);
  await mail.waitUntilSettled(scheduled, 50);
}

describeWith(['redis-server'], 'queues on a cluster', () => {
  const processes = createQueueWorkerStarter(() => url);
  let url: string;
  afterEach(() => processes.killAll());

  it('the queues continue after the failure of the nodes that hold them', async () => {
    const cluster = await startRedisCluster();
    ({ url } = cluster);
    const queues = await openQueues(url);
    const [mail, timers] = [queues.mail(), queues.timers()];
    try {
      const child = await processes.start('works');
      await mail.add(aJob());
      await timers.start(aTimer(), 1);
      await waitUntil(() => child.reports.length === 3);
      const used = process.cpuUsage();
      await Promise.all(cluster.masters.map((master) => master.stop()));
      await refuses(mail, timers);
      await delay(3_000);
      const { system, user } = process.cpuUsage(used);
      expect((system + user) / 1_000).toBeLessThan(2_000);
      expect(child.output()).toBe('');
    } finally {
      await queues.close();
      await cluster.stop();
    }
  });

  it('the queues reject jobs when no node answers, and they close', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    url = `${nobody},${nobody}`;
    const queues = await openQueues(url);
    await refuses(queues.mail(), queues.timers());
    const child = await processes.start('works');
    await delay(1_500);
    await child.sendCommand({ kind: 'close' });
    expect(await child.exited).toBe(0);
    expect(child.output()).toBe('');
    await queues.close();
  });
});

describeWith(['redis-server'], 'queues during a Redis outage', () => {
  let server: RedisServer;
  let proxy: CuttableProxy;
  let queues: OpenedQueues;
  let mail: MailQueue;
  let timers: RecoveryTimers;
  const done: string[] = [];
  const processes = createQueueWorkerStarter(() => urlOf(proxy.port));
  beforeEach(async () => {
    server = await startRedis();
    proxy = await startCuttableProxy(server.port);
    done.splice(0);
  });
  afterEach(async () => {
    await processes.killAll();
    await queues.close();
    await proxy.stop();
    await server.stop();
  });

  async function open(): Promise<void> {
    queues = await openQueues(urlOf(proxy.port));
    [mail, timers] = [queues.mail({ retries: { attempts: 11, firstDelay: 20 } }), queues.timers()];
    mail.handle(({ recovery }) => Promise.resolve(void done.push(recovery)));
    timers.handle(({ recovery }) => Promise.resolve(void done.push(recovery)));
  }

  /** Adds a job and starts a timer as soon as Redis accepts them, and waits until both were handled. */
  async function serve(name: string): Promise<void> {
    const job = aJob('code', `${name}.mail`);
    await waitUntil(() => succeeds(mail.add(job)));
    await mail.waitUntilSettled(job, FOREVER);
    await timers.start(aTimer(`${name}.look`), 1);
    await waitUntil(() => done.includes(`${name}.mail`) && done.includes(`${name}.look`));
  }

  it('the queues reject jobs at once when Redis was never there, and work when it starts', async () => {
    await proxy.disconnect();
    await open();
    await refuses(mail, timers);
    await proxy.reconnect();
    await serve('late');
    expect(queues.errors).toEqual([]);
  });

  it('the queues reject jobs at once during an outage, and continue with the stored jobs afterwards', async () => {
    await open();
    await serve('early');
    const other = await openQueues(server.url);
    await mail.schedule(aJob('code', 'scheduled.mail'), 1_500);
    await timers.start(aTimer('scheduled.look'), 1_500);
    await proxy.disconnect();
    await refuses(mail, timers);
    await other.mail().add(aJob('code', 'other.mail'));
    await delay(2_000);
    await proxy.reconnect();
    await waitUntil(() => ['scheduled.mail', 'scheduled.look', 'other.mail'].every((name) => done.includes(name)));
    await serve('late');
    await other.close();
  });

  it('the queues continue after Redis restarted without its data', async () => {
    await open();
    await serve('early');
    await server.stop();
    await refuses(mail, timers);
    await server.restart();
    await serve('late');
    expect(await queues.redis.hget('{mail}:mail:meta', 'opts.maxLenEvents')).toBe('1000');
    expect(await queues.redis.hget('{watch}:watch:meta', 'opts.maxLenEvents')).toBe('1');
  });

  it('the queues reject jobs after a short time-out when Redis stops answering', async () => {
    await open();
    await serve('early');
    server.freeze();
    await refuses(mail, timers);
    await server.restart();
    await serve('late');
  });

  it.each([
    ['was never there', true],
    ['is gone', false],
  ])('the queues close soon when Redis %s', async (_name, never) => {
    if (never) await proxy.disconnect();
    await open();
    if (!never) {
      await serve('early');
      await proxy.disconnect();
      await delay(300);
    }
    const from = performance.now();
    await queues.close();
    expect(performance.now() - from).toBeLessThan(4_000);
    await expect(mail.add(aJob())).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('the queues print nothing and keep their process alive until they are closed while Redis comes and goes', async () => {
    await proxy.disconnect();
    const child = await processes.start('works');
    await proxy.reconnect();
    await open();
    await waitUntil(() => succeeds(mail.add(aJob())));
    for (let i = 0; i < 2; i += 1) {
      await delay(1_500);
      await proxy.disconnect();
      await delay(1_500);
      await proxy.reconnect();
    }
    await mail.close();
    const count = child.reports.length;
    const other = await openQueues(server.url);
    await other.mail().add(aJob());
    await waitUntil(() => child.reports.length > count);
    await other.close();
    await proxy.disconnect();
    await child.sendCommand({ kind: 'close' });
    expect(await child.exited).toBe(0);
    expect(child.output()).toBe('');
  });

  it('each job is done at least once when Redis fails during the jobs', async () => {
    await open();
    const jobs = Array.from({ length: 20 }, (_, i) => aJob('code', `target.${i}`));
    let added = 0;
    const adding = (async () => {
      for (const job of jobs) {
        await waitUntil(() => succeeds(mail.add(job)));
        added += 1;
        await delay(20);
      }
    })();
    for (let i = 0; i < 3; i += 1) {
      await waitUntil(() => added > i * 6);
      await proxy.disconnect();
      await delay(100);
      await proxy.reconnect();
    }
    await adding;
    await waitUntil(() => new Set(done).size === 20);
  });
});

const urlOf = (port: number): string => `redis://127.0.0.1:${port}`;

const succeeds = (step: Promise<unknown>): Promise<boolean> =>
  step.then(
    () => true,
    () => false,
  );
