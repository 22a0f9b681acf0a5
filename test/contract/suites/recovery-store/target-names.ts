import { DAY, SECOND } from '../../../../src/domain/time';
import type { Mac } from '../../../../src/ports/security/key-ring';
import type { RecoveryId } from '../../../../src/ports/ids';
import { JOB_ID, newTarget, newRecoveryOf, rules, createRecoverySteps, concurrently, WRONG_CODE } from './harness';
import type { RecoveryStoreHarness, RecoverySteps } from './harness';

export function describeTargetNames(harness: () => RecoveryStoreHarness): void {
  describe('names a target that has several MACs', () => {
    let world: RecoveryStoreHarness;
    let steps: RecoverySteps;
    let one: Mac;
    let other: Mac;
    beforeEach(() => {
      world = harness();
      steps = createRecoverySteps(world.store);
      [one, other] = [newTarget() as Mac, newTarget() as Mac];
    });

    /** As told to processes that have the MACs in either order. */
    const named = async () => [
      await world.store.resolveTarget([one, other]),
      await world.store.resolveTarget([other, one]),
    ];
    const begun = (target: Mac): Promise<RecoveryId> => steps.begun(newRecoveryOf(target));

    it('by the first, while nothing is remembered of it', async () => {
      expect(await world.store.resolveTarget([one, other])).toBe(one);
      expect(await world.store.resolveTarget([newTarget() as Mac, other])).not.toBe(other);
      expect(await world.store.resolveTarget([other])).toBe(other);
    });

    it('by the one of its recovery, half an hour from its last change on', async () => {
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

    it('by the one of its recovery, half an hour from the last guess on', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.passTime(rules.code.lifetime - 60_000);
      expect(await world.store.attempt(id, [WRONG_CODE], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      await world.passTime(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
    });

    it('by the one of its link', async () => {
      await steps.linkLive(newRecoveryOf(one));
      expect(await named()).toEqual([one, one]);
    });

    it('by the one of its failures, thirty days from the last one on', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.store.attempt(id, [WRONG_CODE], JOB_ID);
      await world.passTime(30 * DAY - 60_000);
      expect(await named()).toEqual([one, one]);
      await world.passTime(60_000);
      expect(await world.store.resolveTarget([other, one])).toBe(other);
    });

    it('by the one of its failures, whatever is remembered by another', async () => {
      const { id } = await steps.codeLive(newRecoveryOf(one));
      await world.store.attempt(id, [WRONG_CODE], JOB_ID);
      await steps.linkLive(newRecoveryOf(other));
      expect(await named()).toEqual([one, one]);
    });

    it('by the one that is held back, and by any other of which there is more', async () => {
      await world.store.suspend(one, 60_000);
      expect(await named()).toEqual([one, one]);
      await begun(other);
      expect(await named()).toEqual([other, other]);
    });

    it('the same for everybody when as much is remembered by either', async () => {
      await begun(one);
      await begun(other);
      const [here, there] = await named();
      expect(here).toBe(there);
      expect([one, other]).toContain(here);
    });

    it('the same for fifty who ask at the same time, in whatever order they have the MACs', async () => {
      const names = await concurrently(50, (index) =>
        world.store.resolveTarget(index % 2 === 0 ? [one, other] : [other, one]),
      );
      expect(new Set(names).size).toBe(1);
      await begun(names[0] ?? one);
      await world.passTime(10 * SECOND);
      expect(new Set([...names, ...(await named())]).size).toBe(1);
    });

    it('anew when what was told came to nothing', async () => {
      expect(await world.store.resolveTarget([one, other])).toBe(one);
      await world.passTime(10 * SECOND);
      expect(await world.store.resolveTarget([other, one])).toBe(other);
    });
  });
}
