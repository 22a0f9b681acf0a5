import {
  JOB_ID,
  mailJobOf,
  repeatUntilFasterThan,
  newCode,
  rules,
  createRecoverySteps,
  concurrently,
  WRONG_CODE,
} from './harness';
import type { RecoveryStoreHarness, RecoverySteps } from './harness';

export function describeCodeAttempts(harness: () => RecoveryStoreHarness): void {
  describe('code attempts', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
    });

    it('the right code is accepted once', async () => {
      const { id, code } = await steps.sendCode();
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('the right code is accepted once out of fifty simultaneous attempts', async () => {
      const { id, code } = await steps.sendCode();
      const kinds = (await concurrently(50, () => fixture.store.attempt(id, [code], JOB_ID)))
        .map(({ kind }) => kind)
        .sort();
      expect(kinds).toEqual([...Array<string>(49).fill('expired'), 'verified']);
    });

    it('five wrong codes are judged out of fifty simultaneous attempts', async () => {
      const { id, code } = await steps.sendCode();
      const verdicts = await concurrently(50, () => fixture.store.attempt(id, [WRONG_CODE], JOB_ID));
      const attemptsLeft = verdicts.flatMap((verdict) => (verdict.kind === 'mismatch' ? [verdict.attemptsLeft] : []));
      expect(attemptsLeft.sort()).toEqual([1, 2, 3, 4]);
      expect(verdicts.filter(({ kind }) => kind === 'exhausted')).toHaveLength(1);
      expect(verdicts.filter(({ kind }) => kind === 'expired')).toHaveLength(45);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('the right code is rejected after five wrong ones, whatever arrives at once', async () => {
      const { id, code } = await steps.sendCode();
      for (let wrong = 0; wrong < 4; wrong++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      const verdicts = await concurrently(20, (index) =>
        fixture.store.attempt(id, [index === 10 ? code : WRONG_CODE], JOB_ID),
      );
      expect(verdicts.filter(({ kind }) => kind === 'verified' || kind === 'exhausted')).toHaveLength(1);
    });

    it('the right code is accepted at the fifth attempt', async () => {
      const { id, code } = await steps.sendCode();
      for (const attemptsLeft of [4, 3, 2, 1])
        expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'live', attemptsLeft: 1 });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
    });

    it('the fifth wrong code ends the code', async () => {
      const { id, code } = await steps.sendCode();
      for (let wrong = 0; wrong < 4; wrong++) await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'exhausted' });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'ended', mail: 'code' });
    });

    it('the code is recognised by any of its MACs, which count as one attempt', async () => {
      const { id, code } = await steps.sendCode();
      const others = Array.from({ length: 3 }, newCode);
      expect(await fixture.store.attempt(id, others, JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
      expect(await fixture.store.attempt(id, [], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 3 });
      const verdicts = await concurrently(20, () => fixture.store.attempt(id, [...others, code], JOB_ID));
      expect(verdicts.filter(({ kind }) => kind === 'verified')).toHaveLength(1);
    });

    it('the right code is accepted until the last moment of its lifetime', async () => {
      const verdict = await repeatUntilFasterThan(fixture.clockSlack, async () => {
        const { id, code } = await steps.sendCode();
        await fixture.passTime(rules.code.lifetime - fixture.clockSlack);
        return fixture.store.attempt(id, [code], JOB_ID);
      });
      expect(verdict).toEqual({ kind: 'verified' });
    });

    it('the right code is rejected at the very end of its lifetime', async () => {
      const { id, code } = await steps.sendCode();
      await fixture.passTime(rules.code.lifetime);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('a code is accepted as soon as it is stored, before the mail service has answered', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending', mail: 'link' });
    });

    it('a stored code is rejected when its mail was not accepted in time', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('every code is rejected before one is stored', async () => {
      const id = await steps.begin();
      expect(await fixture.store.attempt(id, [WRONG_CODE], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await fixture.store.attempt(id, [''] as never, JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('only the newer of two codes is accepted', async () => {
      const { id, code } = await steps.sendCode();
      await fixture.passTime(rules.code.spacing);
      await fixture.store.requestMail(id, 'code', JOB_ID);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      const newer = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), newer);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'mismatch', attemptsLeft: 4 });
      await fixture.store.activateSecret(mailJobOf(id, 'code'), newer);
      expect(await fixture.store.attempt(id, [newer], JOB_ID)).toEqual({ kind: 'verified' });
    });
  });
}
