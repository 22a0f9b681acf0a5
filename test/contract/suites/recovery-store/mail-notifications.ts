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
  let world: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    world = harness();
    steps = createRecoverySteps(world.store);
  });

  describe('right to report the result of a mail', () => {
    it('belongs to the turn when the mail was accepted before', async () => {
      const { id, code } = await steps.codeLive();
      expect(await world.store.stopWaiting(id)).toMatchObject({ kind: 'live', mail: 'code' });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({ notify: false });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the turn when the mail was given up before', async () => {
      const id = await steps.begun();
      await world.store.markUnsent(mailJobOf(id, 'code'));
      expect(await world.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the turn when the mail was too late before', async () => {
      const id = await steps.begun();
      await world.passTime(rules.acceptTimeout);
      expect(await world.store.stopWaiting(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that starts the lifetime when the turn went on', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await world.store.stopWaiting(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await world.store.stopWaiting(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: true,
      });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
    });

    it('belongs to the caller that gives the mail up when the turn went on', async () => {
      const id = await steps.begun();
      await world.store.stopWaiting(id);
      await world.store.storeSecret(mailJobOf(id, 'code'), newCode());
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that is late when the turn went on', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.storeSecret(mailJobOf(id, 'code'), code);
      await world.store.stopWaiting(id);
      await world.passTime(rules.acceptTimeout);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: true,
      });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
    });

    it('belongs to the caller that gives up a mail that was too late to be placed', async () => {
      const id = await steps.begun();
      await world.store.stopWaiting(id);
      await world.passTime(rules.acceptTimeout);
      expect(await world.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: true });
    });

    it('belongs to the second of two jobs when the first lost its secret', async () => {
      const id = await steps.begun();
      const [first, second] = [newCode(), newCode()];
      await world.store.storeSecret(mailJobOf(id, 'code'), first);
      await world.store.storeSecret(mailJobOf(id, 'code'), second);
      await world.store.stopWaiting(id);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), first)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), second)).toMatchObject({ notify: true });
    });

    it('belongs to nobody when the person requested or used another mail meanwhile', async () => {
      const id = await steps.begun();
      await world.store.stopWaiting(id);
      await world.passTime(rules.code.spacing);
      await world.store.requestMail(id, 'code', JOB_ID);
      const code = newCode();
      await world.store.storeSecret(mailJobOf(id, 'code'), code);
      await world.store.stopWaiting(id);
      await world.store.attempt(id, [code], JOB_ID);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      const link = newToken();
      await world.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await world.store.activateSecret(mailJobOf(id, 'link'), link)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
    });

    it('belongs to exactly one of two simultaneous callers', async () => {
      for (let round = 0; round < 20; round++) {
        const id = await steps.begun();
        const code = newCode();
        await world.store.storeSecret(mailJobOf(id, 'code'), code);
        const [stage, started] = await Promise.all([
          world.store.stopWaiting(id),
          world.store.activateSecret(mailJobOf(id, 'code'), code),
        ]);
        expect([stage?.kind, started.notify]).toEqual(started.notify ? ['sending', true] : ['live', false]);
      }
    });
  });
}
