import { startRedisCluster } from '../support/redis/redis-cluster';
import { startRedis } from '../support/redis/redis-server';
import { createQueueWorkerStarter } from '../support/processes/queue-workers';
import type { WorkerReport } from '../support/processes/queue-worker';
import { describeWith } from '../support/jest/required-tools';
import { aJob, waitUntil } from '../contract/suites/mail-queue';
import { aTimer } from '../contract/suites/recovery-timers';

const KINDS = { server: () => startRedis(), cluster: () => startRedisCluster() };

/**
 * How late, at most, what a process died over may be done by another: well within the minute that a mail has. Its lock and two looks for
 * jobs without one take twelve seconds, and a busy machine some more.
 */
const NOTICED = 40_000;

describeWith(['redis-server'], 'on Redis', () => {
  describe.each(['server', 'cluster'] as const)('as a %s', (name) => {
    let running: { readonly url: string; stop(): Promise<void> };
    const processes = createQueueWorkerStarter(() => running.url);
    beforeAll(async () => {
      running = await KINDS[name]();
    });
    afterEach(() => processes.killAll());
    afterAll(() => running.stop());

    const mailsOf = (reports: readonly WorkerReport[]) =>
      reports.flatMap((report) => (report.kind === 'mail' ? [report.job] : []));
    const looksOf = (reports: readonly WorkerReport[]) =>
      reports.flatMap((report) => (report.kind === 'look' ? [report.watch] : []));

    it('a job and a look that a process was killed over are done by another, and no other twice', async () => {
      const [lives, dies] = [await processes.start('hangs'), await processes.start('hangs')];
      const done = { mails: mailsOf(dies.reports), looks: looksOf(dies.reports) };
      let count = 0;
      while (done.mails.length === 0 || done.looks.length === 0) {
        await lives.sendCommand({ kind: 'add', job: aJob('code', `target.${count}`) });
        await lives.sendCommand({ kind: 'start', watch: aTimer(`target.${count++}`), ms: 1 });
        const reported = () => [...lives.reports, ...dies.reports];
        await waitUntil(() => mailsOf(reported()).length === count && looksOf(reported()).length === count);
        Object.assign(done, { mails: mailsOf(dies.reports), looks: looksOf(dies.reports) });
      }
      const killed = performance.now();
      await dies.kill();
      await waitUntil(() => mailsOf(lives.reports).length === count && looksOf(lives.reports).length === count);
      expect(performance.now() - killed).toBeLessThan(NOTICED);
      expect(mailsOf(lives.reports)).toEqual(expect.arrayContaining(done.mails));
      expect(looksOf(lives.reports)).toEqual(expect.arrayContaining(done.looks));
      // Those it already had were under way for longer than any lock lasts.
      expect(new Set(mailsOf(lives.reports).map(({ id }) => id)).size).toBe(count);
      expect(lives.output()).toBe('');
    }, 90_000);

    it('what was planned and watched comes when every process was killed', async () => {
      const dies = await processes.start('works');
      const [planned, added, watch] = [aJob(), aJob('link'), aTimer()];
      await dies.sendCommand({ kind: 'plan', job: planned, ms: 3_000 });
      await dies.sendCommand({ kind: 'start', watch, ms: 3_000 });
      await dies.kill();
      const adds = await processes.start('adds');
      await adds.sendCommand({ kind: 'add', job: added });
      await adds.kill();
      const lives = await processes.start('works');
      await waitUntil(() => mailsOf(lives.reports).length === 2 && looksOf(lives.reports).length === 1);
      expect(mailsOf(lives.reports)).toEqual([added, planned]);
      expect(looksOf(lives.reports)).toEqual([watch]);
    }, 90_000);

    it('a process that closed its queues ends by itself, and has printed nothing', async () => {
      const one = await processes.start('works');
      await one.sendCommand({ kind: 'add', job: aJob() });
      await waitUntil(() => mailsOf(one.reports).length === 1);
      await one.sendCommand({ kind: 'plan', job: aJob(), ms: 60_000 });
      const from = performance.now();
      await one.sendCommand({ kind: 'close' });
      expect(await one.exited).toBe(0);
      expect(performance.now() - from).toBeLessThan(5_000);
      expect(one.output()).toBe('');
    });
  });
});
