import type { MailKind } from '../../../../src/ports/mail/mail-job';
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
  let world: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    world = harness();
    steps = createRecoverySteps(world.store);
  });

  describe('requesting another mail', () => {
    it.each<[MailKind, (steps: RecoverySteps) => Promise<RecoveryId>]>([
      ['code', (at) => at.begun()],
      ['link', (at) => at.verified()],
    ])('is allowed for a %s one minute after the last one, up to the limit', async (mail, reached) => {
      const id = await reached(steps);
      for (let sent = 1; sent < rules[mail].most; sent++) {
        expect(await world.store.requestMail(id, mail, JOB_ID)).toMatchObject({ kind: 'too-soon' });
        await world.passTime(rules[mail].spacing);
        expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
      }
      await world.passTime(rules[mail].spacing);
      expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
    });

    it('returns the seconds to wait, rounded up', async () => {
      const answers = await repeatUntilFasterThan(900, async () => {
        const id = await steps.begun();
        const atOnce = await world.store.requestMail(id, 'code', JOB_ID);
        await world.passTime(40_000);
        return [atOnce, await world.store.requestMail(id, 'code', JOB_ID)];
      });
      expect(answers).toEqual([
        { kind: 'too-soon', seconds: 60 },
        { kind: 'too-soon', seconds: 20 },
      ]);
    });

    it('succeeds once out of many simultaneous requests', async () => {
      const { id } = await steps.codeLive();
      await world.passTime(rules.code.spacing);
      const kinds = (await concurrently(20, () => world.store.requestMail(id, 'code', JOB_ID))).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'owed')).toHaveLength(1);
    });

    it('restores all attempts', async () => {
      const { id } = await steps.codeLive();
      await world.store.attempt(id, [WRONG_CODE], JOB_ID);
      await world.passTime(rules.code.spacing);
      await world.store.requestMail(id, 'code', JOB_ID);
      await steps.mailed(id, 'code');
      expect(await steps.stage(id)).toMatchObject({ kind: 'live', attemptsLeft: rules.code.attempts });
    });

    it('is allowed only for the kind of mail of the next step', async () => {
      const { id } = await steps.codeLive();
      expect(await world.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      const verified = await steps.verified();
      await world.passTime(rules.code.spacing);
      expect(await world.store.requestMail(verified, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      const { id: opened, session } = await steps.opened();
      await world.passTime(rules.link.spacing);
      expect(await world.store.requestMail(opened, 'link', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await world.store.requestMail(opened, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await world.store.findResetSession(opened, session)).toMatchObject({ kind: 'running' });
      await world.store.complete(opened, session);
      expect(await world.store.requestMail(opened, 'link', JOB_ID)).toEqual({ kind: 'gone' });
    });

    it('is allowed for a link when its reset session ended without a key, up to the limit', async () => {
      const { id, session } = await steps.opened();
      await world.passTime(rules.resetSession.lifetime);
      expect(await world.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await world.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'owed' });
      expect(await steps.stage(id)).toMatchObject({ kind: 'sending', mail: 'link' });
      expect(await world.store.findResetSession(id, session)).toBeUndefined();
      expect(await world.store.complete(id, session)).toBe('gone');
      const again = (await steps.mailed(id, 'link')) as typeof session;
      expect(await world.store.openLink(id, again, newToken())).toMatchObject({ kind: 'opened' });
      await world.passTime(rules.resetSession.lifetime);
      expect(await world.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'used-up' });
    });
  });

  describe('mails that were given up', () => {
    /** Both kinds of mail, each owed for the first time. */
    const kinds: [MailKind, (steps: RecoverySteps) => Promise<RecoveryId>][] = [
      ['code', (at) => at.begun()],
      ['link', (at) => at.verified()],
    ];

    it.each(kinds)('do not count for a %s: the next one is owed at once and none is lost', async (mail, reached) => {
      const id = await reached(steps);
      await world.store.markUnsent(mailJobOf(id, mail));
      expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
      await steps.mailed(id, mail);
      for (let sent = 1; sent < rules[mail].most; sent++) {
        expect(await world.store.requestMail(id, mail, JOB_ID)).toMatchObject({ kind: 'too-soon' });
        await world.passTime(rules[mail].spacing);
        expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
        await steps.mailed(id, mail);
      }
      await world.passTime(rules[mail].spacing);
      expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
    });

    it.each(kinds)('do not count for a %s even after its time was over', async (mail, reached) => {
      const id = await reached(steps);
      await world.passTime(rules.acceptTimeout);
      await world.store.markUnsent(mailJobOf(id, mail));
      for (let sent = 1; sent <= rules[mail].most; sent++) {
        expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
        await steps.mailed(id, mail);
        await world.passTime(rules[mail].spacing);
      }
      expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
    });

    it.each(kinds)(
      'do not count ten times at most, after which a %s counts as requested too often',
      async (mail, reached) => {
        const id = await reached(steps);
        for (let asked = 1; asked < rules.mostRequested; asked++) {
          await world.store.markUnsent(mailJobOf(id, mail));
          expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'owed' });
        }
        await world.store.markUnsent(mailJobOf(id, mail));
        expect(await world.store.requestMail(id, mail, JOB_ID)).toEqual({ kind: 'used-up' });
        expect(rules.mostRequested).toBe(10);
      },
    );

    it('are refunded once, and neither late nor live mails are', async () => {
      const id = await steps.begun();
      await concurrently(5, () => world.store.markUnsent(mailJobOf(id, 'code')));
      for (let sent = 1; sent < rules.code.most; sent++) {
        await world.store.requestMail(id, 'code', JOB_ID);
        await steps.mailed(id, 'code');
        await world.store.markUnsent(mailJobOf(id, 'code'));
        expect(await world.store.requestMail(id, 'code', JOB_ID)).toMatchObject({ kind: 'too-soon' });
        await world.passTime(rules.code.spacing);
      }
      expect(await world.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'owed' });
      const late = newCode();
      await world.store.storeSecret(mailJobOf(id, 'code'), late);
      await world.passTime(rules.acceptTimeout);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), late)).toMatchObject({ kind: 'cancelled' });
      await world.store.markUnsent(mailJobOf(id, 'code'));
      expect(await world.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'used-up' });
    });
  });

  describe('progress of a mail', () => {
    it('lets only the second of two placed secrets live', async () => {
      const id = await steps.begun();
      const [first, second] = [newCode(), newCode()];
      await world.store.storeSecret(mailJobOf(id, 'code'), first);
      await world.store.storeSecret(mailJobOf(id, 'code'), second);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), first)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), second)).toMatchObject({ kind: 'activated' });
      expect(await world.store.attempt(id, [first], JOB_ID)).toMatchObject({ kind: 'mismatch' });
      expect(await world.store.attempt(id, [second], JOB_ID)).toEqual({ kind: 'verified' });
    });

    it('ends the lifetime never earlier than the mail states', async () => {
      const id = await steps.begun();
      const code = newCode();
      const placed = await world.store.storeSecret(mailJobOf(id, 'code'), code);
      const started = await world.store.activateSecret(mailJobOf(id, 'code'), code);
      if (placed.kind !== 'stored' || started.kind !== 'activated') throw new Error('the mail was not sent');
      expect(started.endsAt - placed.at).toBeGreaterThanOrEqual(rules.code.lifetime);
      expect(started.endsAt - placed.at).toBeLessThan(rules.code.lifetime + 10_000);
    });

    it('starts the lifetime once', async () => {
      const { id, code } = await steps.codeLive();
      await world.passTime(rules.code.lifetime - 20_000);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: false,
      });
      await world.passTime(20_000);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await world.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
    });

    it('is no longer owed once the mail was accepted', async () => {
      const { id } = await steps.codeLive();
      expect(await world.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await world.store.storeSecret(mailJobOf(id, 'link'), newToken())).toEqual({ kind: 'cancelled' });
    });

    it('cancels a mail that was accepted too late', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.storeSecret(mailJobOf(id, 'code'), code);
      await world.passTime(rules.acceptTimeout);
      expect(await world.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await steps.stage(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      expect(await world.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
    });

    it('gives a mail up', async () => {
      const id = await steps.verified();
      const link = newToken();
      await world.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await world.store.markUnsent(mailJobOf(id, 'link'))).toEqual({ notify: false });
      expect(await steps.stage(id)).toMatchObject({ kind: 'unsent', mail: 'link' });
      expect(await world.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await world.store.activateSecret(mailJobOf(id, 'link'), link)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
    });

    it('gives up neither an accepted mail nor one of another kind', async () => {
      const { id, code } = await steps.codeLive();
      expect(await world.store.markUnsent(mailJobOf(id, 'code'))).toEqual({ notify: false });
      expect(await world.store.markUnsent(mailJobOf(id, 'link'))).toEqual({ notify: false });
      expect(await world.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
    });
  });
}
