import type { MailKind } from '../../../../src/domain/recovery/rules';
import type { RecoveryId } from '../../../../src/ports/ids';
import {
  JOB_ID,
  mailJobOf,
  repeatUntilFasterThan,
  newCode,
  newToken,
  rules,
  createRecoverySteps,
  concurrently,
  WRONG_CODE,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';

export function describeMailRequests(harness: () => RecoveryStoreHarness): void {
  let fixture: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    fixture = harness();
    steps = createRecoverySteps(fixture.store);
  });

  describe('request for another mail', () => {
    it.each<[MailKind, (steps: RecoverySteps) => Promise<RecoveryId>]>([
      ['code', (at) => at.begin()],
      ['link', (at) => at.verifyCode()],
    ])('another %s can be requested one minute after the last one, up to the limit', async (mail, reached) => {
      const id = await reached(steps);
      for (let sent = 1; sent < rules[mail].most; sent++) {
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toMatchObject({ kind: 'too-soon' });
        await fixture.passTime(rules[mail].spacing);
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
      }
      await fixture.passTime(rules[mail].spacing);
      expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
    });

    it('a request that comes too soon returns the seconds to wait, rounded up', async () => {
      const answers = await repeatUntilFasterThan(900, async () => {
        const id = await steps.begin();
        const atOnce = await fixture.store.requestMail(id, 'code', JOB_ID);
        await fixture.passTime(40_000);
        return [atOnce, await fixture.store.requestMail(id, 'code', JOB_ID)];
      });
      expect(answers).toEqual([
        { kind: 'too-soon', seconds: 60 },
        { kind: 'too-soon', seconds: 20 },
      ]);
    });

    it('one of many simultaneous requests succeeds', async () => {
      const { id } = await steps.sendCode();
      await fixture.passTime(rules.code.spacing);
      const kinds = (await concurrently(20, () => fixture.store.requestMail(id, 'code', JOB_ID))).map(
        ({ kind }) => kind,
      );
      expect(kinds.filter((kind) => kind === 'owed')).toHaveLength(1);
    });

    it('another code restores all attempts', async () => {
      const { id } = await steps.sendCode();
      await fixture.store.attempt(id, [WRONG_CODE], JOB_ID);
      await fixture.passTime(rules.code.spacing);
      await fixture.store.requestMail(id, 'code', JOB_ID);
      await steps.sendMail(id, 'code');
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'live', attemptsLeft: rules.code.attempts });
    });

    it('only the kind of mail of the next step can be requested', async () => {
      const { id } = await steps.sendCode();
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      const verified = await steps.verifyCode();
      await fixture.passTime(rules.code.spacing);
      expect(await fixture.store.requestMail(verified, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      const { id: opened, session } = await steps.openLink();
      await fixture.passTime(rules.link.spacing);
      expect(await fixture.store.requestMail(opened, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await fixture.store.requestMail(opened, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await fixture.store.findResetSession(opened, session)).toMatchObject({ kind: 'running' });
      await fixture.store.complete(opened, session);
      expect(await fixture.store.requestMail(opened, 'link', JOB_ID)).toEqual({ kind: 'gone' });
    });

    it('another link can be requested when its reset session ended without a key, up to the limit', async () => {
      const { id, session } = await steps.openLink();
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'owed' });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending', mail: 'link' });
      expect(await fixture.store.findResetSession(id, session)).toBeUndefined();
      expect(await fixture.store.complete(id, session)).toBe('gone');
      const again = (await steps.sendMail(id, 'link')) as typeof session;
      expect(await fixture.store.openLink(id, again, newToken())).toMatchObject({ kind: 'opened' });
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'used-up' });
    });
  });

  describe('mails that were given up', () => {
    /** Both kinds of mail, each owed for the first time. */
    const kinds: [MailKind, (steps: RecoverySteps) => Promise<RecoveryId>][] = [
      ['code', (at) => at.begin()],
      ['link', (at) => at.verifyCode()],
    ];

    it.each(kinds)(
      'a %s that was given up does not count: the next one is owed at once and none is lost',
      async (mail, reached) => {
        const id = await reached(steps);
        await fixture.store.markUnsent(mailJobOf(id, mail));
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
        await steps.sendMail(id, mail);
        for (let sent = 1; sent < rules[mail].most; sent++) {
          expect(await fixture.store.requestMail(id, mail, JOB_ID)).toMatchObject({ kind: 'too-soon' });
          await fixture.passTime(rules[mail].spacing);
          expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
          await steps.sendMail(id, mail);
        }
        await fixture.passTime(rules[mail].spacing);
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
      },
    );

    it.each(kinds)('a %s that was given up does not count even after its time was over', async (mail, reached) => {
      const id = await reached(steps);
      await fixture.passTime(rules.acceptTimeout);
      await fixture.store.markUnsent(mailJobOf(id, mail));
      for (let sent = 1; sent <= rules[mail].most; sent++) {
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
        await steps.sendMail(id, mail);
        await fixture.passTime(rules[mail].spacing);
      }
      expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
    });

    it.each(kinds)('after ten mails that were given up, a %s counts as requested too often', async (mail, reached) => {
      const id = await reached(steps);
      for (let requests = 1; requests < rules.mostRequested; requests++) {
        await fixture.store.markUnsent(mailJobOf(id, mail));
        expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
      }
      await fixture.store.markUnsent(mailJobOf(id, mail));
      expect(await fixture.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
      expect(rules.mostRequested).toBe(10);
    });

    it('a mail that was given up is refunded once, and neither late nor live mails are', async () => {
      const id = await steps.begin();
      await concurrently(5, () => fixture.store.markUnsent(mailJobOf(id, 'code')));
      for (let sent = 1; sent < rules.code.most; sent++) {
        await fixture.store.requestMail(id, 'code', JOB_ID);
        await steps.sendMail(id, 'code');
        await fixture.store.markUnsent(mailJobOf(id, 'code'));
        expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toMatchObject({ kind: 'too-soon' });
        await fixture.passTime(rules.code.spacing);
      }
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'owed' });
      const late = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), late);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), late)).toMatchObject({ kind: 'cancelled' });
      await fixture.store.markUnsent(mailJobOf(id, 'code'));
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'used-up' });
    });
  });

  describe('progress of a mail', () => {
    it('only the second of two stored secrets is usable', async () => {
      const id = await steps.begin();
      const [first, second] = [newCode(), newCode()];
      await fixture.store.storeSecret(mailJobOf(id, 'code'), first);
      await fixture.store.storeSecret(mailJobOf(id, 'code'), second);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), first)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), second)).toMatchObject({ kind: 'activated' });
      expect(await fixture.store.attempt(id, [first], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      expect(await fixture.store.attempt(id, [second], JOB_ID)).toEqual({ kind: 'verified' });
    });

    it('the lifetime never ends earlier than the mail states', async () => {
      const id = await steps.begin();
      const code = newCode();
      const stored = await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      const started = await fixture.store.activateSecret(mailJobOf(id, 'code'), code);
      if (stored.kind !== 'stored' || started.kind !== 'activated') throw new Error('the mail was not sent');
      expect(started.endsAt - stored.at).toBeGreaterThanOrEqual(rules.code.lifetime);
      expect(started.endsAt - stored.at).toBeLessThan(rules.code.lifetime + 10_000);
    });

    it('the lifetime starts once', async () => {
      const { id, code } = await steps.sendCode();
      await fixture.passTime(rules.code.lifetime - 20_000);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
      await fixture.passTime(20_000);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('a mail is no longer owed once it was accepted', async () => {
      const { id } = await steps.sendCode();
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.storeSecret(mailJobOf(id, 'link'), newToken())).toEqual({ kind: 'cancelled' });
    });

    it('a mail that was accepted too late is cancelled', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      await fixture.passTime(rules.acceptTimeout);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
    });

    it('a mail can be given up', async () => {
      const id = await steps.verifyCode();
      const link = newToken();
      await fixture.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await fixture.store.markUnsent(mailJobOf(id, 'link'))).toEqual({ notify: false });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'unsent', mail: 'link' });
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'link'), link)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
    });

    it('neither an accepted mail nor one of another kind can be given up', async () => {
      const { id, code } = await steps.sendCode();
      expect(await fixture.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
      expect(await fixture.store.markUnsent(mailJobOf(id, 'link'))).toEqual({ notify: false });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
    });
  });
}
