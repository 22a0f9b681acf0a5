import {
  JOB_ID,
  mailJobOf,
  recoveryFacts,
  newCode,
  newRecoveryId,
  newToken,
  rules,
  createRecoverySteps,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';

export function describeRecoveryStages(harness: () => RecoveryStoreHarness): void {
  describe('stage of a recovery', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
    });

    it('a new recovery is returned with the facts that it was begun on', async () => {
      const id = await steps.begin();
      expect(await fixture.store.find(id)).toMatchObject({
        facts: recoveryFacts,
        job: JOB_ID,
        stage: { kind: 'sending', mail: 'code' },
      });
    });

    it('a recovery begun on other facts is returned with those', async () => {
      const id = newRecoveryId();
      const { maskedMailbox, ...others } = recoveryFacts;
      const code = 'EXT-00017' as never;
      const foreign = { ...others, maskedMailbox: `${maskedMailbox} ñandú 🦜`, locale: 'en' } as const;
      const foreigner = {
        ...foreign,
        claim: { ...recoveryFacts.claim, document: { kind: 'foreigner', code } },
      } as const;
      await fixture.store.create(id, foreigner, JOB_ID);
      expect((await fixture.store.find(id))?.facts).toEqual(foreigner);
    });

    it('a recovery advances from the code to the changed key', async () => {
      const { store } = fixture;
      const id = await steps.begin();
      const code = newCode();
      await store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      const started = await store.activateSecret(mailJobOf(id, 'code'), code);
      const endsAt = 'endsAt' in started ? started.endsAt : undefined;
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'live', mail: 'code', endsAt, attemptsLeft: 5 });

      await store.attempt(id, [code], JOB_ID);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending', mail: 'link' });
      const link = await steps.sendMail(id, 'link');
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'live', mail: 'link' });

      const session = newToken();
      const opened = await store.openLink(id, link as never, session);
      expect(await steps.stageOf(id)).toMatchObject(opened);
      await store.complete(id, session);
      expect(await steps.stageOf(id)).toEqual({ kind: 'done' });
    });

    it('a recovery is unsent when the mail was not accepted in time', async () => {
      const id = await steps.begin();
      await fixture.passTime(rules.acceptTimeout);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
    });

    it('a recovery is ended when the code or the link was not used in time', async () => {
      const { id } = await steps.sendCode();
      const { id: other } = await steps.sendLink();
      await fixture.passTime(rules.code.lifetime);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'ended', mail: 'code' });
      expect(await steps.stageOf(other)).toMatchObject({ kind: 'ended', mail: 'link' });
    });

    it('a recovery is ended when the reset session is over without a key', async () => {
      const { id } = await steps.openLink();
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'ended', mail: 'link' });
    });

    it('the stage is returned until the recovery expires', async () => {
      const id = await steps.begin();
      await fixture.passTime(rules.retention - 1_000);
      expect(await fixture.store.find(id)).toBeDefined();
      await fixture.passTime(1_000);
      expect(await fixture.store.find(id)).toBeUndefined();
    });

    it('the stage is unknown for a recovery that never existed', async () => {
      const { store } = fixture;
      const id = newRecoveryId();
      expect(await store.find(id)).toBeUndefined();
      expect(await store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await store.activateSecret(mailJobOf(id, 'link'), newToken())).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
      expect(await store.stopWaiting(id)).toBeUndefined();
      expect(await store.attempt(id, [newCode()], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await store.findByToken(newToken())).toBeUndefined();
      expect(await store.openLink(id, newToken(), newToken())).toEqual({ kind: 'gone' });
      expect(await store.findResetSession(id, newToken())).toBeUndefined();
      expect(await store.complete(id, newToken())).toBe('gone');
      await store.cancel(id);
      expect(await store.find(id)).toBeUndefined();
    });
  });

  describe('cancellation of a recovery', () => {
    let fixture: RecoveryStoreHarness;
    let steps: RecoverySteps;
    beforeEach(() => {
      fixture = harness();
      steps = createRecoverySteps(fixture.store);
    });

    it('cancelling ends a code that is being sent', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await fixture.store.cancel(id);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await steps.stageOf(id)).toEqual({ kind: 'cancelled' });
    });

    it('cancelling ends a live code', async () => {
      const { id, code } = await steps.sendCode();
      await fixture.store.cancel(id);
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('cancelling ends a link that is being sent', async () => {
      const id = await steps.verifyCode();
      await fixture.store.cancel(id);
      expect(await fixture.store.storeSecret(mailJobOf(id, 'link'), newToken())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
    });

    it('cancelling ends a live link', async () => {
      const { id, link } = await steps.sendLink();
      await fixture.store.cancel(id);
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.complete(id, link)).toBe('gone');
    });

    it('cancelling ends a reset session', async () => {
      const { id, link, session } = await steps.openLink();
      await fixture.store.cancel(id);
      expect(await fixture.store.findResetSession(id, session)).toBeUndefined();
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await steps.stageOf(id)).toEqual({ kind: 'cancelled' });
    });

    it('cancelling does not hide that the key was changed through a session meanwhile', async () => {
      const { id, link, session } = await steps.openLink();
      await fixture.store.cancel(id);
      await fixture.store.cancel(id);
      expect(await fixture.store.complete(id, link)).toBe('gone');
      expect(await fixture.store.complete(id, session)).toBe('completed');
      expect(await fixture.store.complete(id, session)).toBe('already-completed');
      expect(await steps.stageOf(id)).toEqual({ kind: 'done' });
      expect(await fixture.store.findResetSession(id, session)).toMatchObject({ kind: 'done' });
    });

    it('the recovery is completed when the key is changed at the moment of cancelling', async () => {
      for (let round = 0; round < 10; round++) {
        const { id, session } = await steps.openLink();
        const [finished] = await Promise.all([fixture.store.complete(id, session), fixture.store.cancel(id)]);
        expect(finished).toBe('completed');
        expect(await steps.stageOf(id)).toEqual({ kind: 'done' });
      }
    });

    it('cancelling changes nothing in a completed recovery', async () => {
      const { id, session } = await steps.openLink();
      await fixture.store.complete(id, session);
      await fixture.store.cancel(id);
      expect(await steps.stageOf(id)).toEqual({ kind: 'done' });
    });
  });
}
