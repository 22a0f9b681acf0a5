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

  describe('report of a mail’s result', () => {
    it('the turn reports a mail that was accepted before', async () => {
      const { id, code } = await steps.sendCode();
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'live', mail: 'code' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({ notify: false });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('the turn reports a mail that was given up before', async () => {
      const id = await steps.begin();
      await fixture.store.markUnsent(mailJobOf(id, 'code'));
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('the turn reports a mail that was too late before', async () => {
      const id = await steps.begin();
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('the caller that starts the lifetime reports the mail when the turn went on', async () => {
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

    it('the caller that gives the mail up reports it when the turn went on', async () => {
      const id = await steps.begin();
      await fixture.store.stopWaiting(id);
      await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode());
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('the caller that is late reports the mail when the turn went on', async () => {
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

    it('the caller that gives up a mail that was too late to be stored reports it', async () => {
      const id = await steps.begin();
      await fixture.store.stopWaiting(id);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
    });

    it('the second of two jobs reports the mail when the first lost its secret', async () => {
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

    it('nobody reports a mail when the person requested or used another one meanwhile', async () => {
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

    it('exactly one of two simultaneous callers reports the mail', async () => {
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
