import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../../src/domain/time';
import { Unavailable } from '../../../src/ports/errors';
import type { MailJob, MailJobId } from '../../../src/ports/mail/mail-job';
import type { MailQueue } from '../../../src/ports/mail/mail-queue';
import type { RecoveryId } from '../../../src/ports/ids';
import { waitUntil } from '../../support/jest/wait-until';

export interface MailQueueSettings {
  readonly concurrency?: number;
  readonly retries: { readonly attempts: number; readonly firstDelay: number };
  readonly closeWithin?: number;
  readonly onFailure: (job: MailJob, cause: unknown) => void;
}

export const aJob = (kind: MailJob['kind'] = 'code', recovery = 'target.one'): MailJob => ({
  id: randomUUID() as MailJobId,
  kind,
  recovery: recovery as RecoveryId,
  askedAt: 1_700_000_000_000 as Instant,
});

export const FOREVER = 60_000;
const retries = { attempts: 4, firstDelay: 60 };
const down = () => Promise.reject(new Unavailable('store', new Error('down')));

/** The contract of every mail queue. */
export function describeMailQueue(name: string, open: (settings: MailQueueSettings) => Promise<MailQueue>): void {
  describe(`${name}: mail queue`, () => {
    let queue: MailQueue;
    let failures: (readonly [MailJob, unknown])[];
    const openWith = (settings: Partial<MailQueueSettings>) =>
      open({ retries, onFailure: (...failure) => failures.push(failure), ...settings });
    beforeEach(async () => {
      failures = [];
      queue = await openWith({});
    });
    afterEach(() => queue.close());

    /** Records the handled jobs. */
    const collect = () => {
      const done: MailJob[] = [];
      queue.handle((job) => Promise.resolve(void done.push(job)));
      return done;
    };

    it('passes each job to its handler once and unchanged', async () => {
      const done = collect();
      const jobs: MailJob[] = (['code', 'link', 'key-changed'] as const).map((kind) => aJob(kind));
      jobs.push({ ...aJob('link', 'target.two'), locale: 'en', isResent: true });
      for (const job of jobs) await queue.add(job);
      await Promise.all(jobs.map((job) => queue.waitUntilSettled(job, FOREVER)));
      expect(done).toHaveLength(4);
      expect(done).toEqual(expect.arrayContaining(jobs));
    });

    it('returns from the call of add before the job is done', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      expect(await isPending(queue.waitUntilSettled(aJob(), FOREVER))).toBe(true);
      gate.open();
    });

    it('reports a job as settled when it is done, and keeps reporting it', async () => {
      const done = collect();
      await queue.add(aJob());
      await queue.waitUntilSettled(aJob(), FOREVER);
      expect(done).toHaveLength(1);
      await queue.waitUntilSettled(aJob(), FOREVER);
    });

    it('reports an unknown job, or one of another kind or recovery, as settled at once', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      await queue.waitUntilSettled(aJob('link'), FOREVER);
      await queue.waitUntilSettled(aJob('code', 'target.two'), FOREVER);
      gate.open();
    });

    it('waits for a job no longer than the caller asked', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      const began = performance.now();
      await queue.waitUntilSettled(aJob(), 50);
      expect(performance.now() - began).toBeGreaterThanOrEqual(45);
      gate.open();
    });

    it('waits, among equal jobs, for the one added last', async () => {
      const [first, second] = [aJob(), aJob()];
      const gates = new Map([first, second].map(({ id }) => [id, createGate()]));
      queue.handle(({ id }) => gates.get(id)?.opened ?? Promise.resolve());
      await queue.add(first);
      const firstOver = queue.waitUntilSettled(first, FOREVER);
      await queue.add(second);
      const secondOver = queue.waitUntilSettled(second, FOREVER);
      gates.get(first.id)?.open();
      await firstOver;
      expect(await isPending(secondOver)).toBe(true);
      expect(await isPending(queue.waitUntilSettled(first, FOREVER))).toBe(true);
      gates.get(second.id)?.open();
      await secondOver;
    });

    it('the queue does only the configured number of jobs at a time', async () => {
      await queue.close();
      queue = await openWith({ concurrency: 3 });
      const gate = createGate();
      let [running, most] = [0, 0];
      queue.handle(async () => {
        most = Math.max(most, ++running);
        await gate.opened;
        running -= 1;
      });
      const jobs = Array.from({ length: 10 }, (_, i) => aJob('code', `target.${i}`));
      for (const job of jobs) await queue.add(job);
      await waitUntil(() => running === 3);
      expect(await isPending(queue.waitUntilSettled(aJob('code', 'target.9'), FOREVER))).toBe(true);
      gate.open();
      await Promise.all(jobs.map((job) => queue.waitUntilSettled(job, FOREVER)));
      expect([most, running]).toEqual([3, 0]);
    });

    describe('scheduled job', () => {
      it('a scheduled job is done when its time has come, and not before', async () => {
        const done = collect();
        const job = aJob();
        const began = performance.now();
        await queue.schedule(job, 300);
        await waitUntil(() => done.length > 0);
        expect(performance.now() - began).toBeGreaterThanOrEqual(290);
        expect(performance.now() - began).toBeLessThan(700);
        expect(done).toEqual([job]);
      });

      it('a scheduled job is done at once when it is added, and not again', async () => {
        const done = collect();
        const job = aJob();
        await queue.schedule(job, 400);
        await queue.add(job);
        await queue.waitUntilSettled(job, FOREVER);
        expect(done).toEqual([job]);
        await delay(500);
        expect(done).toEqual([job]);
      });

      it('a scheduled job is done again when it is added after it was done, because a mail may be owed only now', async () => {
        const done = collect();
        const job = aJob();
        await queue.schedule(job, 1);
        await waitUntil(() => done.length === 1);
        await queue.add(job);
        await queue.waitUntilSettled(job, FOREVER);
        expect(done).toEqual([job, job]);
      });

      it('a scheduled job is done again when it is added while it is being done', async () => {
        const [gate, begun] = [createGate(), createGate()];
        let count = 0;
        queue.handle(async () => {
          count += 1;
          begun.open();
          await gate.opened;
        });
        const job = aJob();
        await queue.schedule(job, 1);
        await begun.opened;
        await queue.add(job);
        gate.open();
        await queue.waitUntilSettled(job, FOREVER);
        expect(count).toBe(2);
      });

      it('a scheduled job is never done after it was unscheduled', async () => {
        const done = collect();
        const [unscheduled, kept] = [aJob(), aJob('link')];
        await queue.schedule(unscheduled, 100);
        await queue.schedule(kept, 200);
        await queue.unschedule(unscheduled);
        await waitUntil(() => done.length > 0);
        expect(done).toEqual([kept]);
      });

      it('an unknown job can be unscheduled without an error', async () => {
        await expect(queue.unschedule(aJob())).resolves.toBeUndefined();
      });
    });

    describe('errors of the handler', () => {
      it('a bug in the handler is reported, the job is settled, and the queue continues', async () => {
        const bug = new Error('broken');
        const done: MailJob[] = [];
        queue.handle((job) => (job.kind === 'code' ? Promise.reject(bug) : Promise.resolve(void done.push(job))));
        const [broken, whole] = [aJob('code'), aJob('link')];
        await queue.add(broken);
        await queue.waitUntilSettled(broken, FOREVER);
        await queue.add(whole);
        await queue.waitUntilSettled(whole, FOREVER);
        await delay(150);
        expect(failures).toEqual([[broken, bug]]);
        expect(done).toEqual([whole]);
      });

      it('a job is repeated after growing delays while the handler throws Unavailable, and each failure is reported', async () => {
        const begun: number[] = [];
        queue.handle(() => (begun.push(performance.now()) < 4 ? down() : Promise.resolve()));
        const job = aJob();
        await queue.add(job);
        await queue.waitUntilSettled(job, FOREVER);
        expect(failures).toEqual(Array(3).fill([job, expect.any(Unavailable)]));
        const delays = begun.slice(1).map((at, i) => at - (begun[i] ?? 0));
        [55, 115, 235].forEach((least, i) => {
          expect(delays[i]).toBeGreaterThanOrEqual(least);
        });
      });

      it('a job is given up when the handler throws Unavailable too often', async () => {
        let count = 0;
        queue.handle(() => {
          count += 1;
          return down();
        });
        const job = aJob();
        await queue.add(job);
        await queue.waitUntilSettled(job, FOREVER);
        await delay(600);
        expect([count, failures.length]).toEqual([4, 4]);
      });

      it('other jobs overtake one that is delayed because its handler threw Unavailable', async () => {
        await queue.close();
        queue = await openWith({ concurrency: 1, retries: { attempts: 2, firstDelay: 500 } });
        const done: MailJob['kind'][] = [];
        queue.handle(({ kind }) => {
          if (kind === 'code' && failures.length === 0) return down();
          return Promise.resolve(void done.push(kind));
        });
        await queue.add(aJob('code'));
        await queue.add(aJob('link'));
        await waitUntil(() => done.length === 2);
        expect(done).toEqual(['link', 'code']);
      });
    });

    describe('closing the queue', () => {
      it('a closing queue rejects new jobs and finishes the accepted ones', async () => {
        const gate = createGate();
        const done: string[] = [];
        queue.handle(async ({ recovery }) => {
          await gate.opened;
          done.push(recovery);
        });
        for (let i = 0; i < 10; i += 1) await queue.add(aJob('code', `target.${i}`));
        const closing = queue.close();
        const refusal = { name: 'Unavailable', port: 'mail-queue' };
        await expect(queue.add(aJob())).rejects.toMatchObject(refusal);
        await expect(queue.schedule(aJob(), 1)).rejects.toMatchObject(refusal);
        await expect(queue.unschedule(aJob())).resolves.toBeUndefined();
        expect(await isPending(closing)).toBe(true);
        gate.open();
        await closing;
        expect(new Set(done).size).toBe(10);
      });

      it('a closing queue waits only for a limited time for a job that does not end', async () => {
        await queue.close();
        queue = await openWith({ closeWithin: 200 });
        const gate = createGate();
        const begun = createGate();
        queue.handle(() => {
          begun.open();
          return gate.opened;
        });
        await queue.add(aJob());
        await begun.opened;
        const from = performance.now();
        await queue.close();
        expect(performance.now() - from).toBeLessThan(1_500);
        gate.open();
      });

      it('a queue without a handler closes at once', async () => {
        await queue.schedule(aJob(), 20);
        await queue.close();
        await delay(50);
        expect(failures).toEqual([]);
      });
    });
  });
}

export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    open: () => {
      open();
    },
  };
}

/** Returns whether the promise is still pending after everything in flight had time to arrive. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true;
  void promise.then(() => {
    pending = false;
  });
  await delay(40);
  return pending;
}
