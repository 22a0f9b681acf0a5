import { DAY, HOUR, MINUTE } from '../../../../src/domain/time';
import type { RecoveryId } from '../../../../src/ports/ids';
import {
  JOB_ID,
  mailJobOf,
  recoveryFacts,
  newTarget,
  newRecoveryOf,
  rules,
  createRecoverySteps,
  WRONG_CODE,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';

export function describeLockouts(harness: () => RecoveryStoreHarness): void {
  describe('failures of a target', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    let target: string;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
      target = newTarget();
    });

    /** Fails until just before the next lockout and returns a recovery whose code has attempts left. */
    async function fail(count: number): Promise<RecoveryId> {
      let { id } = await steps.sendCode(newRecoveryOf(target));
      for (let failed = 0, left = rules.code.attempts; failed < count; failed++, left--) {
        if (left === 1) {
          ({ id } = await steps.sendCode(newRecoveryOf(target)));
          left = rules.code.attempts;
        }
        expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      }
      return id;
    }

    const rest = async (): Promise<number> => {
      const answer = await fixture.store.create(newRecoveryOf(target), recoveryFacts, JOB_ID);
      if (answer.kind !== 'locked-out') return 0;
      // Storing another code returns the time of the store's clock.
      const elsewhere = await steps.begin();
      const stored = await fixture.store.storeSecret(mailJobOf(elsewhere, 'code'), WRONG_CODE);
      return answer.until - ('at' in stored ? stored.at : 0);
    };

    const about = (ms: number) => ({ asymmetricMatch: (rest: number) => rest <= ms && rest > ms - 10_000 });

    it('failures lock the target out at the 10th, the 20th, the 50th and every further 50th, never in between', async () => {
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
        expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'locked-out' });
        expect(await rest()).toEqual(about(restsFor));
        await fixture.passTime(restsFor);
        failed = after;
      }
    });

    it('failures are counted over all recoveries, and a new code does not reset them', async () => {
      const { id } = await steps.sendCode(newRecoveryOf(target));
      for (let wrong = 0; wrong < 5; wrong++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      await fixture.passTime(rules.code.spacing);
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'owed' });
      await steps.sendMail(id, 'code');
      for (let wrong = 0; wrong < 3; wrong++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      const { id: other, code } = await steps.sendCode(newRecoveryOf(target));
      expect(await fixture.store.attempt(other, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
      const tenth = await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      expect(tenth).toMatchObject({ kind: 'locked-out' });
      expect(tenth).toMatchObject({ cause: 'wrong-codes', lockout: 'begun' });
      expect(await fixture.store.attempt(other, [code], JOB_ID)).toEqual({ ...tenth, lockout: undefined });
    });

    it('a lockout voids the codes of the target for good', async () => {
      const id = await fail(9);
      const { id: other, code } = await steps.sendCode(newRecoveryOf(target));
      const sending = await steps.begin(newRecoveryOf(target));
      await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'ended', mail: 'code' });
      expect(await steps.stageOf(other)).toMatchObject({ kind: 'ended', mail: 'code' });
      expect(await fixture.store.storeSecret(mailJobOf(sending, 'code'), code)).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.requestMail(other, 'code', JOB_ID)).toMatchObject({ kind: 'locked-out' });
      await fixture.passTime(15 * MINUTE);
      expect(await fixture.store.attempt(other, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('the tenth failure is reported as exhausted when it is also the last attempt of its code', async () => {
      await fail(5);
      const { id } = await steps.sendCode(newRecoveryOf(target));
      for (let left = 4; left > 0; left--)
        expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: left });
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'exhausted', lockout: 'begun' });
      expect(await rest()).toEqual(about(15 * MINUTE));
    });

    it('failures are forgotten on success', async () => {
      await fail(5);
      const { id, code } = await steps.sendCode(newRecoveryOf(target));
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
      const next = await fail(9);
      expect(await fixture.store.attempt(next, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'locked-out' });
      expect(await rest()).toEqual(about(15 * MINUTE));
    });

    it('failures are forgotten thirty days after the last one', async () => {
      await fail(9);
      await fixture.passTime(29 * DAY);
      const { id } = await steps.sendCode(newRecoveryOf(target));
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'locked-out' });
      await fixture.passTime(30 * DAY);
      await fail(9);
      expect(await rest()).toBe(0);
    });

    it('failures are counted per target', async () => {
      const id = await fail(9);
      await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      const other = await steps.sendCode();
      expect(await fixture.store.attempt(other.id, [other.code], JOB_ID)).toEqual({ kind: 'verified' });
    });

    it('an attempt at an unusable code is not counted as a failure', async () => {
      const id = await fail(8);
      await fixture.passTime(rules.code.lifetime);
      for (let late = 0; late < 5; late++)
        expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'expired' });
      const { id: next } = await steps.sendCode(newRecoveryOf(target));
      expect(await fixture.store.attempt(next, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
    });
  });
}
