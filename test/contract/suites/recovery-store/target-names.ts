import { DAY, SECOND } from '../../../../src/domain/time';
import type { Mac } from '../../../../src/ports/security/key-ring';
import type { RecoveryId } from '../../../../src/ports/ids';
import { JOB_ID, newTarget, newRecoveryOf, rules, createRecoverySteps, concurrently, WRONG_CODE } from './harness';
import type { RecoveryStoreHarness, RecoverySteps } from './harness';

export function describeTargetNames(harness: () => RecoveryStoreHarness): void {
  describe('name of a target with several MACs', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    let one: Mac;
    let other: Mac;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
      [one, other] = [newTarget() as Mac, newTarget() as Mac];
    });

    /** Names the target in processes that have the MACs in either order. */
    const named = async () => [
      await fixture.store.resolveTarget([one, other]),
      await fixture.store.resolveTarget([other, one]),
    ];
    const begin = (target: Mac): Promise<RecoveryId> => steps.begin(newRecoveryOf(target));

    it('the name is the first MAC while nothing is stored for the target', async () => {
      expect(await fixture.store.resolveTarget([one, other])).toBe(one);
      expect(await fixture.store.resolveTarget([newTarget() as Mac, other])).not.toBe(other);
      expect(await fixture.store.resolveTarget([other])).toBe(other);
    });

    it('the name is the MAC of the recovery until half an hour after its last change', async () => {
      const id = await begin(one);
      expect(await named()).toEqual([one, one]);
      await fixture.passTime(rules.retention - 60_000);
      await steps.sendMail(id, 'code').catch(() => undefined);
      await fixture.store.cancel(id);
      await fixture.passTime(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
      await fixture.passTime(60_000);
      expect(await fixture.store.resolveTarget([other, one])).toBe(other);
    });

    it('the name is the MAC of the recovery until half an hour after the last attempt', async () => {
      const { id } = await steps.sendCode(newRecoveryOf(one));
      await fixture.passTime(rules.code.lifetime - 60_000);
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      await fixture.passTime(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
    });

    it('the name is the MAC of the link', async () => {
      await steps.sendLink(newRecoveryOf(one));
      expect(await named()).toEqual([one, one]);
    });

    it('the name is the MAC of the failures until thirty days after the last one', async () => {
      const { id } = await steps.sendCode(newRecoveryOf(one));
      await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      await fixture.passTime(30 * DAY - 60_000);
      expect(await named()).toEqual([one, one]);
      await fixture.passTime(60_000);
      expect(await fixture.store.resolveTarget([other, one])).toBe(other);
    });

    it('the name is the MAC of the failures, whatever is stored under another', async () => {
      const { id } = await steps.sendCode(newRecoveryOf(one));
      await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      await steps.sendLink(newRecoveryOf(other));
      expect(await named()).toEqual([one, one]);
    });

    it('the name is the MAC of the suspension, unless more is stored under another', async () => {
      await fixture.store.suspend(one, 60_000);
      expect(await named()).toEqual([one, one]);
      await begin(other);
      expect(await named()).toEqual([other, other]);
    });

    it('the name is the same for every process when as much is stored under either MAC', async () => {
      await begin(one);
      await begin(other);
      const [here, there] = await named();
      expect(here).toBe(there);
      expect([one, other]).toContain(here);
    });

    it('the name is the same for fifty simultaneous callers with the MACs in any order', async () => {
      const names = await concurrently(50, (index) =>
        fixture.store.resolveTarget(index % 2 === 0 ? [one, other] : [other, one]),
      );
      expect(new Set(names).size).toBe(1);
      await begin(names[0] ?? one);
      await fixture.passTime(10 * SECOND);
      expect(new Set([...names, ...(await named())]).size).toBe(1);
    });

    it('the name is chosen anew when nothing was stored under the chosen one', async () => {
      expect(await fixture.store.resolveTarget([one, other])).toBe(one);
      await fixture.passTime(10 * SECOND);
      expect(await fixture.store.resolveTarget([other, one])).toBe(other);
    });
  });
}
