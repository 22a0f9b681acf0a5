import { DAY, HOUR, MINUTE } from '../../src/domain/time';
import type { RecoveryId } from '../../src/ports/recovery-id';
import {
  JOB,
  jobOf,
  facts,
  newTarget,
  recoveryOf,
  rules,
  stepsOf,
  WRONG,
  type RecoveryStoreHarness,
  type Steps,
} from './recovery-store-world';

export function describeFailures(harness: () => RecoveryStoreHarness): void {
  describe('counts the failures of a target', () => {
    let world: RecoveryStoreHarness;
    let steps: Steps;
    let target: string;
    beforeEach(() => {
      world = harness();
      steps = stepsOf(world.store);
      target = newTarget();
    });

    /** Fails until just before the next pause; answers with a recovery whose code still has attempts. */
    async function fail(count: number): Promise<RecoveryId> {
      let { id } = await steps.codeLive(recoveryOf(target));
      for (let failed = 0, left = rules.code.attempts; failed < count; failed++, left--) {
        if (left === 1) {
          ({ id } = await steps.codeLive(recoveryOf(target)));
          left = rules.code.attempts;
        }
        expect(await world.store.attempt(id, [WRONG], JOB)).toMatchObject({ kind: 'mismatch' });
      }
      return id;
    }

    const rest = async (): Promise<number> => {
      const answer = await world.store.create(recoveryOf(target), facts, JOB);
      if (answer.kind !== 'paused') return 0;
      // The store's clock is asked by placing a code somewhere else.
      const elsewhere = await steps.begun();
      const placed = await world.store.place(jobOf(elsewhere, 'code'), WRONG);
      return answer.until - ('at' in placed ? placed.at : 0);
    };

    const about = (ms: number) => ({ asymmetricMatch: (rest: number) => rest <= ms && rest > ms - 10_000 });

    it('and lets it rest at the 10th, the 20th, the 50th and every further 50th, never between', async () => {
      const due = [
        { after: 10, restsFor: 15 * MINUTE },
        { after: 20, restsFor: 2 * HOUR },
        { after: 50, restsFor: DAY },
        { after: 100, restsFor: DAY },
        { after: 150, restsFor: DAY },
      ];
      let failed = 0;
      for (const { after, restsFor } of due) {
        const id = await fail(after - failed - 1);
        expect(await rest()).toBe(0);
        expect(await world.store.attempt(id, [WRONG], JOB)).toMatchObject({ kind: 'paused' });
        expect(await rest()).toEqual(about(restsFor));
        await world.pass(restsFor);
        failed = after;
      }
    });

    it('over all its recoveries, and a new code does not start over', async () => {
      const { id } = await steps.codeLive(recoveryOf(target));
      for (let wrong = 0; wrong < 5; wrong++) await world.store.attempt(id, [WRONG], JOB);
      await world.pass(rules.code.spacing);
      expect(await world.store.owe(id, 'code', JOB)).toEqual({ kind: 'owed' });
      await steps.mailed(id, 'code');
      for (let wrong = 0; wrong < 3; wrong++) await world.store.attempt(id, [WRONG], JOB);
      const { id: other, code } = await steps.codeLive(recoveryOf(target));
      expect(await world.store.attempt(other, [WRONG], JOB)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
      const tenth = await world.store.attempt(id, [WRONG], JOB);
      expect(tenth).toMatchObject({ kind: 'paused' });
      expect(tenth).toMatchObject({ cause: 'wrong-codes', pause: 'begun' });
      expect(await world.store.attempt(other, [code], JOB)).toEqual({ ...tenth, pause: undefined });
    });

    it('and voids the codes of a target that rests, for good', async () => {
      const id = await fail(9);
      const { id: other, code } = await steps.codeLive(recoveryOf(target));
      const sending = await steps.begun(recoveryOf(target));
      await world.store.attempt(id, [WRONG], JOB);
      expect(await steps.stage(id)).toMatchObject({ kind: 'ended', mail: 'code' });
      expect(await steps.stage(other)).toMatchObject({ kind: 'ended', mail: 'code' });
      expect(await world.store.place(jobOf(sending, 'code'), code)).toEqual({ kind: 'cancelled' });
      expect(await world.store.owe(other, 'code', JOB)).toMatchObject({ kind: 'paused' });
      await world.pass(15 * MINUTE);
      expect(await world.store.attempt(other, [code], JOB)).toEqual({ kind: 'expired' });
    });

    it('and tells the tenth as exhausted when it is also the last attempt of its code', async () => {
      await fail(5);
      const { id } = await steps.codeLive(recoveryOf(target));
      for (let left = 4; left > 0; left--)
        expect(await world.store.attempt(id, [WRONG], JOB)).toEqual({ kind: 'mismatch', attemptsLeft: left });
      expect(await world.store.attempt(id, [WRONG], JOB)).toEqual({ kind: 'exhausted', pause: 'begun' });
      expect(await rest()).toEqual(about(15 * MINUTE));
    });

    it('and forgets them on success', async () => {
      await fail(5);
      const { id, code } = await steps.codeLive(recoveryOf(target));
      expect(await world.store.attempt(id, [code], JOB)).toEqual({ kind: 'verified' });
      const next = await fail(9);
      expect(await world.store.attempt(next, [WRONG], JOB)).toMatchObject({ kind: 'paused' });
      expect(await rest()).toEqual(about(15 * MINUTE));
    });

    it('and forgets them thirty days after the last one', async () => {
      await fail(9);
      await world.pass(29 * DAY);
      const { id } = await steps.codeLive(recoveryOf(target));
      expect(await world.store.attempt(id, [WRONG], JOB)).toMatchObject({ kind: 'paused' });
      await world.pass(30 * DAY);
      await fail(9);
      expect(await rest()).toBe(0);
    });

    it('and of no other target', async () => {
      const id = await fail(9);
      await world.store.attempt(id, [WRONG], JOB);
      const other = await steps.codeLive();
      expect(await world.store.attempt(other.id, [other.code], JOB)).toEqual({ kind: 'verified' });
    });

    it('but not a guess at a code that is dead', async () => {
      const id = await fail(8);
      await world.pass(rules.code.lifetime);
      for (let late = 0; late < 5; late++)
        expect(await world.store.attempt(id, [WRONG], JOB)).toEqual({ kind: 'expired' });
      const { id: next } = await steps.codeLive(recoveryOf(target));
      expect(await world.store.attempt(next, [WRONG], JOB)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
    });
  });
}
