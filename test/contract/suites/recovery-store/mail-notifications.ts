import {
  JOB_ID,
  mailJobOf,
  newCode,
  newToken,
  rules,
  createRecoverySteps,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';
export function describeMailNotifications(harness: () => RecoveryStoreHarness): void {
  let fixture: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    fixture = harness();
    steps = createRecoverySteps(fixture.store);
  });

  describe('right to report the result of a mail', () => {
    it('belongs to the turn when the mail was accepted before', async () => {
      const { id, code } = await steps.sendCode();
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'live', mail: 'code' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({ notify: false });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the turn when the mail was given up before', async () => {
      const id = await steps.begin();
      await fixture.store.markUnsent(mailJobOf(id, 'code'));
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the turn when the mail was too late before', async () => {
      const id = await steps.begin();
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that starts the lifetime when the turn went on', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: true,
      });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
    });

    it('belongs to the caller that gives the mail up when the turn went on', async () => {
      const id = await steps.begin();
      await fixture.store.stopWaiting(id);
      await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode());
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that is late when the turn went on', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await fixture.store.stopWaiting(id);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: true,
      });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that gives up a mail that was too late to be placed', async () => {
      const id = await steps.begin();
      await fixture.store.stopWaiting(id);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
    });

    it('belongs to the second of two jobs when the first lost its secret', async () => {
      const id = await steps.begin();
      const [first, second] = [newCode(), newCode()];
      await fixture.store.storeSecret(mailJobOf(id, 'code'), first);
      await fixture.store.storeSecret(mailJobOf(id, 'code'), second);
      await fixture.store.stopWaiting(id);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), first)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), second)).toMatchObject({ notify: true });
    });

    it('belongs to nobody when the person requested or used another mail meanwhile', async () => {
      const id = await steps.begin();
      await fixture.store.stopWaiting(id);
      await fixture.passTime(rules.code.spacing);
      await fixture.store.requestMail(id, 'code', JOB_ID);
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await fixture.store.stopWaiting(id);
      await fixture.store.attempt(id, [code], JOB_ID);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      const link = newToken();
      await fixture.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'link'), link)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
    });

    it('belongs to exactly one of two simultaneous callers', async () => {
      for (let round = 0; round < 20; round++) {
        const id = await steps.begin();
        const code = newCode();
        await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
        const [stage, started] = await Promise.all([
          fixture.store.stopWaiting(id),
          fixture.store.activateSecret(mailJobOf(id, 'code'), code),
        ]);
        expect([stage?.kind, started.notify]).toEqual(started.notify ? ['sending', true] : ['live', false]);
      }
    });
  });
}
