import { DAY, SECOND } from '../../../../src/domain/time';
import type { Mac } from '../../../../src/ports/security/key-ring';
import type { RecoveryId } from '../../../../src/ports/ids';
import { JOB_ID, newTarget, newRecoveryOf, rules, createRecoverySteps, concurrently, WRONG_CODE } from './harness';
import type { RecoveryStoreHarness, RecoverySteps } from './harness';

export function describeTargetNames(harness: () => RecoveryStoreHarness): void {
  describe('name of a target with several MACs', () => {
    let world: RecoveryStoreHarness;
    let steps: RecoverySteps;
    let one: Mac;
    let other: Mac;
    beforeEach(() => {
      world = harness();
      steps = createRecoverySteps(world.store);
      [one, other] = [newTarget() as Mac, newTarget() as Mac];
    });

    /** Names the target in processes that have the MACs in either order. */
    const named = async () => [
      await world.store.resolveTarget([one, other]),
      await world.store.resolveTarget([other, one]),
    ];
    const begun = (target: Mac): Promise<RecoveryId> => steps.begun(newRecoveryOf(target));

    it('is the first MAC while nothing is stored for the target', async () => {
      expect(await world.store.resolveTarget([one, other])).toBe(one);
      expect(await world.store.resolveTarget([newTarget() as Mac, other])).not.toBe(other);
      expect(await world.store.resolveTarget([other])).toBe(other);
    });

    it('is the MAC of its recovery until half an hour after its last change', async () => {
      const id = await begun(one);
      expect(await named()).toEqual([one, one]);
      await world.passTime(rules.retention - 60_000);
      await steps.mailed(id, 'code').catch(() => undefined);
      await world.store.cancel(id);
      await world.passTime(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
      await world.passTime(60_000);
      expect(await world.store.resolveTarget([other, one])).toBe(other);
    });

    it('is the MAC of its recovery until half an hour after the last attempt', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.passTime(rules.code.lifetime - 60_000);
      expect(await world.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      await world.passTime(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
    });

    it('is the MAC of its link', async () => {
      await steps.linkLive(newRecoveryOf(one));
      expect(await named()).toEqual([one, one]);
    });

    it('is the MAC of its failures until thirty days after the last one', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.store.attempt(id, [WRONG_CODE], JOB_ID);
      await world.passTime(30 * DAY - 60_000);
      expect(await named()).toEqual([one, one]);
      await world.passTime(60_000);
      expect(await world.store.resolveTarget([other, one])).toBe(other);
    });

    it('is the MAC of its failures, whatever is stored under another', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.store.attempt(id, [WRONG_CODE], JOB_ID);
      await steps.linkLive(newRecoveryOf(other));
      expect(await named()).toEqual([one, one]);
    });

    it('is the MAC of its suspension, unless more is stored under another', async () => {
      await world.store.suspend(one, 60_000);
      expect(await named()).toEqual([one, one]);
      await begun(other);
      expect(await named()).toEqual([other, other]);
    });

    it('is the same for every process when as much is stored under either MAC', async () => {
      await begun(one);
      await begun(other);
      const [here, there] = await named();
      expect(here).toBe(there);
      expect([one, other]).toContain(here);
    });

    it('is the same for fifty simultaneous callers with the MACs in any order', async () => {
      const names = await concurrently(50, (index) =>
        world.store.resolveTarget(index % 2 === 0 ? [one, other] : [other, one]),
      );
      expect(new Set(names).size).toBe(1);
      await begun(names[0] ?? one);
      await world.passTime(10 * SECOND);
      expect(new Set([...names, ...(await named())]).size).toBe(1);
    });

    it('is chosen anew when nothing was stored under the chosen one', async () => {
      expect(await world.store.resolveTarget([one, other])).toBe(one);
      await world.passTime(10 * SECOND);
      expect(await world.store.resolveTarget([other, one])).toBe(other);
    });
  });
}
