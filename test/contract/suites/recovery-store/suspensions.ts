import { HOUR, MINUTE } from '../../../../src/domain/time';
import type { Mac } from '../../../../src/ports/security/key-ring';
import type { RecoveryId } from '../../../../src/ports/ids';
import {
  recoveryFacts,
  JOB_ID,
  mailJobOf,
  newCode,
  newTarget,
  newToken,
  newRecoveryOf,
  rules,
  createRecoverySteps,
  WRONG_CODE,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';

const DAY_LONG = 24 * HOUR;

export function describeSuspensions(harness: () => RecoveryStoreHarness): void {
  describe('suspension of a target', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    let target: Mac;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
      target = newTarget() as Mac;
    });

    const next = (): RecoveryId => newRecoveryOf(target);
    const begin = () => fixture.store.create(next(), recoveryFacts, JOB_ID);
    const suspend = (ms = DAY_LONG) => fixture.store.suspend(target, ms);

    it('no recovery starts until the suspension ends', async () => {
      const until = await suspend();
      expect(await begin()).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
      await fixture.passTime(DAY_LONG - 10_000);
      expect(await begin()).toMatchObject({ kind: 'locked-out', cause: 'disavowed' });
      await fixture.passTime(10_000);
      expect(await begin()).toEqual({ kind: 'owed' });
    });

    it('a suspension affects no other target', async () => {
      const other = await steps.sendCode();
      await suspend();
      expect(await fixture.store.attempt(other.id, [other.code], JOB_ID)).toEqual({ kind: 'verified' });
    });

    it('a suspension ends the live code for good', async () => {
      const { id, code } = await steps.sendCode(next());
      await suspend(MINUTE);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toMatchObject({ kind: 'locked-out', cause: 'disavowed' });
      expect(await steps.stageOf(id)).toEqual({ kind: 'cancelled' });
      await fixture.passTime(MINUTE);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
    });

    it('no attempts are counted during a suspension', async () => {
      const { id } = await steps.sendCode(next());
      await suspend(MINUTE);
      for (let guess = 0; guess < 20; guess++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      await fixture.passTime(MINUTE);
      expect(await begin()).toEqual({ kind: 'owed' });
    });

    it('a suspension voids the secret of a mail on its way', async () => {
      const id = await steps.begin(next());
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await suspend(MINUTE);
      expect(await fixture.store.checkOwed(mailJobOf(id, 'code'), code)).toBe('past');
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({ kind: 'cancelled' });
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      await fixture.passTime(MINUTE);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('a suspension ends the live link for good and lets no other follow', async () => {
      const { id, link } = await steps.sendLink(next());
      await suspend(MINUTE);
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      await fixture.passTime(MINUTE);
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
    });

    it('a suspension ends the reset session for good', async () => {
      const { id, session } = await steps.openLink(next());
      await suspend(MINUTE);
      expect(await fixture.store.findResetSession(id, session)).toBeUndefined();
      await fixture.passTime(MINUTE);
      expect(await fixture.store.findResetSession(id, session)).toBeUndefined();
      expect(await steps.stageOf(id)).toEqual({ kind: 'cancelled' });
    });

    it('a suspension does not hide a key that was just changed, nor what was completed before', async () => {
      const changing = await steps.openLink(next());
      const done = await steps.openLink(next());
      await fixture.store.complete(done.id, done.session);
      await suspend();
      expect(await fixture.store.complete(changing.id, changing.session)).toBe('completed');
      expect(await steps.stageOf(done.id)).toEqual({ kind: 'done' });
    });

    it('a suspension lasts until an operator lifts it, and what it ended stays ended', async () => {
      const { id, code } = await steps.sendCode(next());
      const { id: opened, session } = await steps.openLink(next());
      await suspend();
      await fixture.passTime(1);
      expect(await fixture.store.lift(target)).toBe('lifted');
      expect(await fixture.store.lift(target)).toBe('not-suspended');
      const fresh = await steps.sendCode(next());
      expect(await fixture.store.attempt(fresh.id, [fresh.code], JOB_ID)).toEqual({ kind: 'verified' });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await fixture.store.findResetSession(opened, session)).toBeUndefined();
    });

    it('a later suspension replaces the end of an earlier one', async () => {
      await suspend(DAY_LONG);
      const until = await suspend(HOUR);
      expect(await begin()).toEqual({ kind: 'locked-out', until, cause: 'disavowed' });
      await fixture.passTime(HOUR);
      expect(await begin()).toEqual({ kind: 'owed' });
    });

    it('lifting fails when there is no suspension', async () => {
      expect(await fixture.store.lift(target)).toBe('not-suspended');
    });

    it('a suspension is independent of a lockout: the later end is reported, and lifting ends only the suspension', async () => {
      for (let code = 0; code < 2; code++) {
        const { id } = await steps.sendCode(next());
        for (let guess = 0; guess < rules.code.attempts; guess++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      }
      expect(await begin()).toMatchObject({ kind: 'locked-out', cause: 'wrong-codes' });
      await suspend(MINUTE);
      expect(await begin()).toMatchObject({ kind: 'locked-out', cause: 'wrong-codes' });
      await suspend(HOUR);
      expect(await begin()).toMatchObject({ kind: 'locked-out', cause: 'disavowed' });
      await fixture.store.lift(target);
      expect(await begin()).toMatchObject({ kind: 'locked-out', cause: 'wrong-codes' });
    });

    it('a suspension holds against any number of simultaneous beginnings', async () => {
      const ids = Array.from({ length: 50 }, next);
      await Promise.all([suspend(), ...ids.map((id) => fixture.store.create(id, recoveryFacts, JOB_ID))]);
      const stages = await Promise.all(ids.map(async (id) => (await steps.stageOf(id))?.kind ?? 'never begun'));
      expect(stages.filter((stage) => stage !== 'cancelled' && stage !== 'never begun')).toEqual([]);
    });
  });
}
