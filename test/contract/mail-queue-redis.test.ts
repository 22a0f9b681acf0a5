import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../../src/ports/errors';
import type { MailJob } from '../../src/ports/mail/mail-job';
import { allKeys } from '../support/redis/fast-forward';
import { queuesOnRedis } from '../support/redis/bull-queues';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { aJob, createGate, FOREVER, isPending } from './suites/mail-queue';
import { aTimer } from './suites/recovery-timers';
import { waitUntil } from '../support/jest/wait-until';

describeOnRedis((name, redis) => {
  const processes = queuesOnRedis(redis);
  afterEach(() => processes.clear());

  describe(`mail queues of several processes on a Redis ${name}`, () => {
    it('each job is done once, and its end is reported to the process that added it', async () => {
      const [adds, works] = [(await processes.open()).mail(), (await processes.open()).mail()];
      const done: MailJob[] = [];
      const gate = createGate();
      works.handle(async (job) => {
        await gate.opened;
        done.push(job);
      });
      const jobs = Array.from({ length: 10 }, (_, i) => aJob('code', `target.${i}`));
      for (const job of jobs) await adds.add(job);
      const settled = Promise.all(jobs.map((job) => adds.waitUntilSettled(job, FOREVER)));
      expect(await isPending(settled)).toBe(true);
      gate.open();
      await settled;
      expect(done).toHaveLength(10);
      expect(done).toEqual(expect.arrayContaining(jobs));
    });

    it('a job that failed for good is reported', async () => {
      const [adds, works] = [(await processes.open()).mail(), (await processes.open()).mail()];
      works.handle(() => Promise.reject(new Error('broken')));
      const job = aJob();
      await adds.add(job);
      await adds.waitUntilSettled(job, FOREVER);
    });

    it('a job that was settled before somebody waited for it is reported', async () => {
      const [adds, works] = [(await processes.open()).mail(), (await processes.open()).mail()];
      works.handle(() => Promise.resolve());
      for (let i = 0; i < 50; i += 1) {
        const job = aJob();
        await adds.add(job);
        const from = performance.now();
        await adds.waitUntilSettled(job, FOREVER);
        expect(performance.now() - from).toBeLessThan(2_000);
      }
    });

    it('no job is lost when one process closes and another opens', async () => {
      const done = new Set<string>();
      const one = (await processes.open()).mail({ concurrency: 2, closeWithin: 300 });
      one.handle(async ({ recovery }) => {
        await delay(120);
        done.add(recovery);
      });
      for (let i = 0; i < 10; i += 1) await one.add(aJob('code', `target.${i}`));
      await one.close();
      expect(done.size).toBeLessThan(10);
      const other = (await processes.open()).mail();
      other.handle(({ recovery }) => Promise.resolve(void done.add(recovery)));
      await waitUntil(() => done.size === 10);
    });

    it('another process does what a closed process scheduled', async () => {
      const job = aJob();
      const one = (await processes.open()).mail();
      await one.schedule(job, 300);
      await one.close();
      const done: MailJob[] = [];
      const other = (await processes.open()).mail();
      other.handle((seen) => Promise.resolve(void done.push(seen)));
      await waitUntil(() => done.length > 0);
      expect(done).toEqual([job]);
    });

    it('an invalid job is rejected at once and reported', async () => {
      const { mail, errors } = await processes.open();
      const done: MailJob[] = [];
      const queue = mail();
      queue.handle((job) => Promise.resolve(void done.push(job)));
      await redis().hset('{mail}:mail:1', 'name', 'code', 'data', '{"id":"secret"}', 'opts', '{}', 'timestamp', 1);
      await redis().lpush('{mail}:mail:wait', '1');
      await queue.add(aJob());
      await waitUntil(() => done.length === 1 && errors.length > 0);
      expect(errors.map(String)).toEqual(['Error: a job in mail has an unknown shape']);
      await waitUntil(async () => (await redis().exists('{mail}:mail:1')) === 0);
    });
  });

  describe(`data that the queues leave in a Redis ${name}`, () => {
    it('the queues store only ids and counts, and nothing of a thrown error', async () => {
      const queues = await processes.open();
      const retries = { attempts: 5, firstDelay: 60_000 };
      const [mail, timers] = [queues.mail({ retries }), queues.timers({ retries })];
      const thrown = () => Promise.reject(new Unavailable('secret port', new Error('secret cause')));
      mail.handle(thrown);
      timers.handle(thrown);
      const [failing, scheduled] = [aJob('code', 'target.failing'), aJob('link', 'target.scheduled')];
      await mail.add(failing);
      await mail.schedule({ ...scheduled, secret: 'secret' } as MailJob, 60_000);
      await timers.start({ ...aTimer('target.failing'), secret: 'secret' } as ReturnType<typeof aTimer>, 1);
      await waitUntil(async () => (await redis().zcard('{watch}:watch:delayed')) === 1);
      await waitUntil(async () => (await redis().zcard('{mail}:mail:delayed')) === 2);
      await delay(100);

      const keys = await allKeys(redis());
      expect(keys.filter((key) => !/^\{(mail)\}:mail:|^\{watch\}:watch:/.test(key))).toEqual([]);
      const held = JSON.stringify([keys, await Promise.all(keys.map(contentOf))]);
      expect(held).toContain(failing.id);
      expect(held).toContain(scheduled.id);
      expect(held).not.toMatch(/secret|node_modules|\.ts\b/);
      expect(JSON.parse((await redis().hget(`{mail}:mail:${scheduled.id}`, 'data')) ?? '')).toEqual(scheduled);
    });

    it('the stored data is limited again after Redis lost the limits', async () => {
      const { mail, blockingRedis, timers } = await processes.open();
      mail().handle(() => Promise.resolve());
      timers().handle(() => Promise.resolve(undefined));
      const bounds = () =>
        Promise.all(['{mail}:mail:meta', '{watch}:watch:meta'].map((key) => redis().hget(key, 'opts.maxLenEvents')));
      const areStored = async () => (await bounds()).join() === '1000,1';
      await waitUntil(areStored);
      await redis().hset('{mail}:mail:meta', 'opts.maxLenEvents', 10_000);
      await redis().del('{watch}:watch:meta');
      blockingRedis.disconnect(true);
      await waitUntil(areStored);
    });

    it('the stored data does not grow with the number of completed jobs', async () => {
      const queues = await processes.open();
      const [mail, timers] = [queues.mail({ concurrency: 50 }), queues.timers({ concurrency: 50 })];
      let done = 0;
      mail.handle(({ kind }) => (done++, kind === 'link' ? Promise.reject(new Error('broken')) : Promise.resolve()));
      const runs = new Map<string, number>();
      timers.handle(({ recovery }) => {
        const count = (runs.get(recovery) ?? 0) + 1;
        runs.set(recovery, count);
        return Promise.resolve(count < 2 ? 5 : undefined);
      });
      const COUNT = 2_000;
      for (let i = 0; i < COUNT; i += 50) {
        await Promise.all(
          Array.from({ length: 50 }, async (_, n) => {
            const job = aJob(n % 10 === 0 ? 'link' : 'code', `target.${i + n}`);
            if (n % 3 === 0) await mail.schedule(job, 60_000);
            await (n % 6 === 0 ? mail.unschedule(job) : mail.add(job));
            await timers.start(aTimer(`target.${i + n}`), 5);
          }),
        );
      }
      const dropped = (COUNT / 50) * Math.ceil(50 / 6);
      await waitUntil(
        () => done === COUNT - dropped && runs.size === COUNT && [...runs.values()].every((n) => n === 2),
      );
      await mail.close();
      await timers.close();

      const keys = await allKeys(redis());
      const kinds = ['events', 'id', 'marker', 'meta', 'stalled', 'stalled-check'];
      expect(keys.map((key) => key.split(':')[2]).filter((kind = '') => !kinds.includes(kind))).toEqual([]);
      expect(await redis().xlen('{mail}:mail:events')).toBeLessThan(1_200);
      expect(await redis().xlen('{watch}:watch:events')).toBeLessThan(300);
      const sizes = await Promise.all(keys.map((key) => redis().memory('USAGE', key)));
      expect(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)).toBeLessThan(200_000);
      expect(queues.errors).toEqual([]);
    });
  });

  describe(`round trips of the queues to a Redis ${name}`, () => {
    it('each operation of the queues takes one round trip', async () => {
      const queues = await processes.open();
      const [mail, timers] = [queues.mail(), queues.timers()];
      // The first call of each operation also loads its script.
      const [warm, dropped] = [aJob(), aJob()];
      await mail.schedule(warm, 60_000);
      await mail.add(warm);
      await mail.add(aJob());
      await mail.schedule(dropped, 60_000);
      await mail.unschedule(dropped);

      await mail.schedule(dropped, 60_000);
      await timers.start(aTimer(), 60_000);

      const sent = jest.spyOn(queues.redis, 'sendCommand');
      const job = aJob();
      const steps = [
        () => mail.schedule(job, 60_000),
        () => mail.add(job),
        () => mail.add(aJob()),
        () => mail.unschedule(dropped),
        () => timers.start(aTimer(), 60_000),
      ];
      for (const step of steps) {
        sent.mockClear();
        await step();
        expect(sent).toHaveBeenCalledTimes(1);
      }
      sent.mockRestore();
    });
  });

  async function contentOf(key: string): Promise<unknown> {
    switch (await redis().type(key)) {
      case 'hash':
        return redis().hgetall(key);
      case 'list':
        return redis().lrange(key, 0, -1);
      case 'stream':
        return redis().xrange(key, '-', '+');
      case 'zset':
        return redis().zrange(key, '0', '-1');
      case 'set':
        return redis().smembers(key);
      default:
        return redis().get(key);
    }
  }
});
