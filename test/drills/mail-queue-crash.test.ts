import { startRedisCluster } from '../support/redis/redis-cluster';
import { startRedis } from '../support/redis/redis-server';
import { createQueueWorkerStarter } from '../support/processes/queue-workers';
import type { WorkerReport } from '../support/processes/queue-worker';
import { describeWith } from '../support/jest/required-tools';
import { aJob } from '../contract/suites/mail-queue';
import { aTimer } from '../contract/suites/recovery-timers';
import { waitUntil } from '../support/jest/wait-until';

const KINDS = { server: () => startRedis(), cluster: () => startRedisCluster() };

/**
 * Upper bound on the delay (ms) before another process does the job of a killed one, well within the minute that a mail has. The lock of
 * the killed process and two scans for jobs without a lock take twelve seconds. The rest is a margin for a busy machine.
 */
const NOTICED = 40_000;

describeWith(['redis-server'], 'mail queue and recovery timers after a crash', () => {
  describe.each(['server', 'cluster'] as const)('on a Redis %s', (name) => {
    let running: { readonly url: string; stop(): Promise<void> };
    const processes = createQueueWorkerStarter(() => running.url);
    beforeAll(async () => {
      running = await KINDS[name]();
    });
    afterEach(() => processes.killAll());
    afterAll(() => running.stop());

    const mailsOf = (reports: readonly WorkerReport[]) =>
      reports.flatMap((report) => (report.kind === 'mail' ? [report.job] : []));
    const timersOf = (reports: readonly WorkerReport[]) =>
      reports.flatMap((report) => (report.kind === 'fired' ? [report.timer] : []));

    it('another process runs the mail job and the timer of a killed one, and no other job twice', async () => {
      const [lives, dies] = [await processes.start('hangs'), await processes.start('hangs')];
      const done = { mails: mailsOf(dies.reports), timers: timersOf(dies.reports) };
      let count = 0;
      while (done.mails.length === 0 || done.timers.length === 0) {
        await lives.sendCommand({ kind: 'add', job: aJob('code', `target.${count}`) });
        await lives.sendCommand({ kind: 'start', timer: aTimer(`target.${count++}`), ms: 1 });
        const reported = () => [...lives.reports, ...dies.reports];
        await waitUntil(() => mailsOf(reported()).length === count && timersOf(reported()).length === count);
        Object.assign(done, { mails: mailsOf(dies.reports), timers: timersOf(dies.reports) });
      }
      const killed = performance.now();
      await dies.kill();
      await waitUntil(() => mailsOf(lives.reports).length === count && timersOf(lives.reports).length === count);
      expect(performance.now() - killed).toBeLessThan(NOTICED);
      expect(mailsOf(lives.reports)).toEqual(expect.arrayContaining(done.mails));
      expect(timersOf(lives.reports)).toEqual(expect.arrayContaining(done.timers));
      // The surviving process ran its own jobs for longer than any lock lasts, and still ran none twice.
      expect(new Set(mailsOf(lives.reports).map(({ id }) => id)).size).toBe(count);
      expect(lives.output()).toBe('');
    });

    it('a new process runs scheduled jobs, added jobs and timers after all others were killed', async () => {
      const dies = await processes.start('works');
      const [scheduled, added, timer] = [aJob(), aJob('link'), aTimer()];
      await dies.sendCommand({ kind: 'schedule', job: scheduled, ms: 3_000 });
      await dies.sendCommand({ kind: 'start', timer, ms: 3_000 });
      await dies.kill();
      const adds = await processes.start('adds');
      await adds.sendCommand({ kind: 'add', job: added });
      await adds.kill();
      const lives = await processes.start('works');
      await waitUntil(() => mailsOf(lives.reports).length === 2 && timersOf(lives.reports).length === 1);
      expect(mailsOf(lives.reports)).toEqual([added, scheduled]);
      expect(timersOf(lives.reports)).toEqual([timer]);
    });

    it('a process that closed its queues exits by itself, without any output', async () => {
      const one = await processes.start('works');
      await one.sendCommand({ kind: 'add', job: aJob() });
      await waitUntil(() => mailsOf(one.reports).length === 1);
      await one.sendCommand({ kind: 'schedule', job: aJob(), ms: 60_000 });
      const from = performance.now();
      await one.sendCommand({ kind: 'close' });
      expect(await one.exited).toBe(0);
      expect(performance.now() - from).toBeLessThan(5_000);
      expect(one.output()).toBe('');
    });
  });
});
