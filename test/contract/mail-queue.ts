import type { MailJob, MailQueue } from '../../src/ports/mail-queue';
import type { RecoveryId } from '../../src/ports/recovery-store';

export interface MailQueueHarness {
  readonly queue: MailQueue;
  /** Jobs whose handler threw. */
  readonly failures: readonly MailJob[];
}

export const aJob = (kind: MailJob['kind'] = 'code', recovery = 'target.one'): MailJob => ({
  kind,
  recovery: recovery as RecoveryId,
});

const FOREVER = 60_000;

/** What every mail queue must do, whatever it is made of. */
export function describeMailQueue(name: string, open: () => Promise<MailQueueHarness>): void {
  describe(`${name}: a mail queue`, () => {
    let queue: MailQueue;
    let failures: readonly MailJob[];
    beforeEach(async () => {
      ({ queue, failures } = await open());
    });
    afterEach(() => queue.close());

    it('hands each job to its handler once, as it was added', async () => {
      const done: MailJob[] = [];
      queue.handle((job) => Promise.resolve(void done.push(job)));
      for (const kind of ['code', 'link', 'key-changed'] as const) await queue.add(aJob(kind));
      await queue.close();
      expect(done).toHaveLength(3);
      expect(done).toEqual(expect.arrayContaining([aJob('code'), aJob('link'), aJob('key-changed')]));
    });

    it('answers before the job is done', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      expect(await isPending(queue.settled(aJob(), FOREVER))).toBe(true);
      gate.open();
    });

    it('is settled when the job is done, and stays so', async () => {
      let done = 0;
      queue.handle(() => Promise.resolve(void (done += 1)));
      await queue.add(aJob());
      await queue.settled(aJob(), FOREVER);
      expect(done).toBe(1);
      await queue.settled(aJob(), FOREVER);
    });

    it('is settled at once for a job it never had, or has of another kind or recovery', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      await queue.settled(aJob('link'), FOREVER);
      await queue.settled(aJob('code', 'target.two'), FOREVER);
      gate.open();
    });

    it('waits no longer than asked for', async () => {
      const gate = createGate();
      queue.handle(() => gate.opened);
      await queue.add(aJob());
      const began = performance.now();
      await queue.settled(aJob(), 50);
      expect(performance.now() - began).toBeGreaterThanOrEqual(45);
      gate.open();
    });

    it('waits, of equal jobs, for the one added last', async () => {
      const gates = [createGate(), createGate()];
      let begun = 0;
      queue.handle(() => gates[begun++]?.opened ?? Promise.resolve());
      await queue.add(aJob());
      const first = queue.settled(aJob(), FOREVER);
      await queue.add(aJob());
      const second = queue.settled(aJob(), FOREVER);
      gates[0]?.open();
      await first;
      expect(await isPending(second)).toBe(true);
      expect(await isPending(queue.settled(aJob(), FOREVER))).toBe(true);
      gates[1]?.open();
      await second;
      expect(begun).toBe(2);
    });

    it('reports a job that failed, is settled by it, and goes on', async () => {
      const done: MailJob[] = [];
      queue.handle((job) =>
        job.kind === 'code' ? Promise.reject(new Error('broken')) : Promise.resolve(void done.push(job)),
      );
      await queue.add(aJob('code'));
      await queue.settled(aJob('code'), FOREVER);
      await queue.add(aJob('link'));
      await queue.settled(aJob('link'), FOREVER);
      expect(failures).toEqual([aJob('code')]);
      expect(done).toEqual([aJob('link')]);
    });

    it('finishes what it has when it closes, and takes no more', async () => {
      const gate = createGate();
      const done: string[] = [];
      queue.handle(async ({ recovery }) => {
        await gate.opened;
        done.push(recovery);
      });
      for (let i = 0; i < 10; i += 1) await queue.add(aJob('code', `target.${String(i)}`));
      const closing = queue.close();
      await expect(queue.add(aJob())).rejects.toMatchObject({ name: 'Unavailable', port: 'mail-queue' });
      expect(await isPending(closing)).toBe(true);
      gate.open();
      await closing;
      expect(new Set(done).size).toBe(10);
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

/** Whether it is still open after everything that was ready has run. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true;
  void promise.then(() => {
    pending = false;
  });
  for (let i = 0; i < 5; i += 1) await new Promise(setImmediate);
  return pending;
}
