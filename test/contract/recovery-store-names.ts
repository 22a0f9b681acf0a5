import { DAY, SECOND } from '../../src/domain/time';
import type { Mac } from '../../src/ports/key-ring';
import type { RecoveryId } from '../../src/ports/recovery-id';
import { JOB, newTarget, recoveryOf, rules, stepsOf, times, WRONG } from './recovery-store-world';
import type { RecoveryStoreHarness, Steps } from './recovery-store-world';

export function describeNames(harness: () => RecoveryStoreHarness): void {
  describe('names a target that has several MACs', () => {
    let world: RecoveryStoreHarness;
    let steps: Steps;
    let one: Mac;
    let other: Mac;
    beforeEach(() => {
      world = harness();
      steps = stepsOf(world.store);
      [one, other] = [newTarget() as Mac, newTarget() as Mac];
    });

    /** As told to processes that have the MACs in either order. */
    const named = async () => [await world.store.nameTarget([one, other]), await world.store.nameTarget([other, one])];
    const begun = (target: Mac): Promise<RecoveryId> => steps.begun(recoveryOf(target));

    it('by the first, while nothing is remembered of it', async () => {
      expect(await world.store.nameTarget([one, other])).toBe(one);
      expect(await world.store.nameTarget([newTarget() as Mac, other])).not.toBe(other);
      expect(await world.store.nameTarget([other])).toBe(other);
    });

    it('by the one of its recovery, half an hour from its last change on', async () => {
      const id = await begun(one);
      expect(await named()).toEqual([one, one]);
      await world.pass(rules.retention - 60_000);
      await steps.mailed(id, 'code').catch(() => undefined);
      await world.store.cancel(id);
      await world.pass(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
      await world.pass(60_000);
      expect(await world.store.nameTarget([other, one])).toBe(other);
    });

    it('by the one of its recovery, half an hour from the last guess on', async () => {
      const { id } = await steps.codeLive(recoveryOf(one));
      await world.pass(rules.code.lifetime - 60_000);
      expect(await world.store.attempt(id, [WRONG], JOB)).toMatchObject({ kind: 'mismatch' });
      await world.pass(rules.retention - 60_000);
      expect(await named()).toEqual([one, one]);
    });

    it('by the one of its link', async () => {
      await steps.linkLive(recoveryOf(one));
      expect(await named()).toEqual([one, one]);
    });

    it('by the one of its failures, thirty days from the last one on', async () => {
      const { id } = await steps.codeLive(recoveryOf(one));
      await world.store.attempt(id, [WRONG], JOB);
      await world.pass(30 * DAY - 60_000);
      expect(await named()).toEqual([one, one]);
      await world.pass(60_000);
      expect(await world.store.nameTarget([other, one])).toBe(other);
    });

    it('by the one of its failures, whatever is remembered by another', async () => {
      const { id } = await steps.codeLive(recoveryOf(one));
      await world.store.attempt(id, [WRONG], JOB);
      await steps.linkLive(recoveryOf(other));
      expect(await named()).toEqual([one, one]);
    });

    it('by the one that is held back, and by any other of which there is more', async () => {
      await world.store.pause(one, 60_000);
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
      const names = await times(50, (index) => world.store.nameTarget(index % 2 === 0 ? [one, other] : [other, one]));
      expect(new Set(names).size).toBe(1);
      await begun(names[0] ?? one);
      await world.pass(10 * SECOND);
      expect(new Set([...names, ...(await named())]).size).toBe(1);
    });

    it('anew when what was told came to nothing', async () => {
      expect(await world.store.nameTarget([one, other])).toBe(one);
      await world.pass(10 * SECOND);
      expect(await world.store.nameTarget([other, one])).toBe(other);
    });
  });
}
