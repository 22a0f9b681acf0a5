import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../../../src/ports/errors';
import type { RecoveryId } from '../../../src/ports/ids';
import type { RecoveryTimers, RecoveryTimer, RecoveryTimerReason } from '../../../src/ports/recovery/recovery-timers';
import { createGate, isPending } from './mail-queue';
import { waitUntil } from '../../support/jest/wait-until';

export interface RecoveryTimersSettings {
  readonly retries: { readonly attempts: number; readonly firstDelay: number };
  readonly closeWithin?: number;
  readonly onFailure: (timer: RecoveryTimer, cause: unknown) => void;
}

export const aTimer = (recovery = 'target.one', reason: RecoveryTimerReason = 'end'): RecoveryTimer => ({
  recovery: recovery as RecoveryId,
  reason,
});

/** How late (ms) a timer may fire: Redis ends its blocking waits ten times a second, and the machine may be busy. */
const TOLERANCE = 400;
const retries = { attempts: 4, firstDelay: 60 };

/** The contract of all recovery timers. */
export function describeRecoveryTimers(
  name: string,
  open: (settings: RecoveryTimersSettings) => Promise<RecoveryTimers>,
): void {
  describe(`${name}: recovery timers`, () => {
    let timers: RecoveryTimers;
    let failures: (readonly [RecoveryTimer, unknown])[];
    /** The timers that fired, with the time in ms since the test began. */
    let runs: { readonly at: number; readonly timer: RecoveryTimer }[];
    let began: number;
    const openWith = (settings: Partial<RecoveryTimersSettings>) =>
      open({ retries, onFailure: (...failure) => failures.push(failure), ...settings });
    beforeEach(async () => {
      [failures, runs] = [[], []];
      timers = await openWith({});
      began = performance.now();
    });
    afterEach(() => timers.close());

    /** Records each call and answers with the next of these: a delay, nothing, or an error to throw. */
    const answering = (...answers: (number | undefined | Error)[]) => {
      timers.handle((handled) => {
        runs.push({ at: performance.now() - began, timer: handled });
        const answer = answers[runs.length - 1];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
    };
    const intervals = () => runs.slice(1).map(({ at }, i) => at - (runs[i]?.at ?? 0));
    const down = new Unavailable('store', new Error('down'));

    it('a timer calls the handler once, when its time has come and not before', async () => {
      answering();
      await timers.start(aTimer(), 330);
      await waitUntil(() => runs.length > 0);
      await delay(300);
      expect(runs.map((run) => run.timer)).toEqual([aTimer()]);
      expect(runs[0]?.at).toBeGreaterThanOrEqual(325);
      expect(runs[0]?.at).toBeLessThan(330 + TOLERANCE);
    });

    it('a timer calls the handler again after the delay that it returned, until it returns none', async () => {
      answering(100, 200, 50, undefined);
      await timers.start(aTimer('target.one', 'changed'), 1);
      await waitUntil(() => runs.length === 4);
      await delay(300);
      expect(runs.map((run) => run.timer)).toEqual(Array(4).fill(aTimer('target.one', 'changed')));
      [100, 200, 50].forEach((ms, i) => {
        expect(intervals()[i]).toBeGreaterThanOrEqual(ms - 5);
        expect(intervals()[i]).toBeLessThan(ms + TOLERANCE);
      });
    });

    it('many timers run at once, each at its time, also two for one recovery', async () => {
      answering();
      const started = [aTimer('target.c'), aTimer('target.a'), aTimer('target.b'), aTimer('target.a', 'changed')];
      const spans = [700, 100, 400, 850];
      for (const [i, one] of started.entries()) await timers.start(one, spans[i] ?? 0);
      await waitUntil(() => runs.length === 4);
      expect(runs.map((run) => run.timer)).toEqual([1, 2, 0, 3].map((i) => started[i]));
    });

    it('a handler that takes long delays no other timer', async () => {
      const gate = createGate();
      const seen: string[] = [];
      timers.handle(async ({ recovery }) => {
        if (recovery === 'target.slow') await gate.opened;
        seen.push(recovery);
        return undefined;
      });
      await timers.start(aTimer('target.slow'), 1);
      await timers.start(aTimer('target.quick'), 100);
      await waitUntil(() => seen.length === 1);
      gate.open();
      await waitUntil(() => seen.length === 2);
      expect(seen).toEqual(['target.quick', 'target.slow']);
    });

    it('a timer calls the handler again after growing delays when it threw Unavailable, and reports each failure', async () => {
      answering(down, down, down, undefined);
      await timers.start(aTimer(), 1);
      await waitUntil(() => runs.length === 4);
      expect(failures).toEqual(Array(3).fill([aTimer(), down]));
      [60, 120, 240].forEach((ms, i) => {
        expect(intervals()[i]).toBeGreaterThanOrEqual(ms - 5);
        expect(intervals()[i]).toBeLessThan(ms + TOLERANCE);
      });
    });

    it('a timer is given up after too many failures', async () => {
      answering(...Array<Error>(5).fill(down));
      await timers.start(aTimer(), 1);
      await waitUntil(() => runs.length === 4);
      await delay(700);
      expect([runs.length, failures.length]).toEqual([4, 4]);
    });

    it('a success resets the count of failures', async () => {
      answering(down, down, down, 50, down, down, down, 50, undefined);
      await timers.start(aTimer(), 1);
      await waitUntil(() => runs.length === 9);
      expect(failures).toHaveLength(6);
      expect(intervals()[4]).toBeLessThan(60 + TOLERANCE);
    });

    it('a bug in the handler is reported and stops the timer', async () => {
      const bug = new Error('broken');
      answering(bug);
      await timers.start(aTimer(), 1);
      await waitUntil(() => failures.length > 0);
      await delay(200);
      expect(failures).toEqual([[aTimer(), bug]]);
      expect(runs).toHaveLength(1);
    });

    it('closing rejects new timers, waits for the running handler, and lets no timer fire afterwards', async () => {
      const [gate, begun] = [createGate(), createGate()];
      let count = 0;
      timers.handle(async () => {
        count += 1;
        begun.open();
        await gate.opened;
        return 1;
      });
      await timers.start(aTimer(), 1);
      await begun.opened;
      await timers.start(aTimer('target.two'), 100);
      const closing = timers.close();
      await expect(timers.start(aTimer(), 1)).rejects.toMatchObject({ name: 'Unavailable', port: 'recovery-timers' });
      expect(await isPending(closing)).toBe(true);
      gate.open();
      await closing;
      await delay(200);
      expect(count).toBe(1);
    });

    it('closing ends within its time-out while a handler does not end', async () => {
      await timers.close();
      timers = await openWith({ closeWithin: 200 });
      const [gate, begun] = [createGate(), createGate()];
      timers.handle(async () => {
        begun.open();
        await gate.opened;
        return undefined;
      });
      await timers.start(aTimer(), 1);
      await begun.opened;
      const from = performance.now();
      await timers.close();
      expect(performance.now() - from).toBeLessThan(1_500);
      gate.open();
    });
  });
}
