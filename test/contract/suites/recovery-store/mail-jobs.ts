import { systemRandom } from '../../../../src/adapters/system/random';
import type { MailJobId } from '../../../../src/ports/mail/mail-job';
import {
  recoveryFacts,
  JOB_ID,
  mailJobOf,
  newCode,
  newRecoveryId,
  newToken,
  rules,
  createRecoverySteps,
  concurrently,
  type RecoveryStoreHarness,
  type RecoverySteps,
} from './harness';

/** The contract for mail jobs: which job may send a mail, how many mails are left, and what a bounce ends. */
export function describeMailJobs(harness: () => RecoveryStoreHarness): void {
  let fixture: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    fixture = harness();
    steps = createRecoverySteps(fixture.store);
  });

  const anotherJob = () => systemRandom.uuid() as MailJobId;

  describe('job that owes a mail', () => {
    it('the store returns the job that owes the mail', async () => {
      const id = await steps.begin();
      expect((await fixture.store.find(id))?.job).toBe(JOB_ID);
      await fixture.passTime(rules.code.spacing);
      const other = anotherJob();
      await fixture.store.requestMail(id, 'code', other);
      expect((await fixture.store.find(id))?.job).toBe(other);
    });

    it('only the job that owes the mail may send it or give it up', async () => {
      const id = await steps.begin();
      const other = mailJobOf(id, 'code', anotherJob());
      expect(await fixture.store.storeSecret(other, newCode())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.markUnsent(other)).toEqual({ notify: false });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending' });
    });

    it('a late job affects neither the next mail nor the person who waits for it', async () => {
      const id = newRecoveryId();
      const late = mailJobOf(id, 'code', anotherJob());
      await fixture.store.create(id, recoveryFacts, late.id);
      const lateCode = newCode();
      await fixture.store.storeSecret(late, lateCode);
      await fixture.passTime(rules.code.spacing);
      await fixture.store.requestMail(id, 'code', JOB_ID);
      await fixture.store.stopWaiting(id);
      expect(await fixture.store.activateSecret(late, lateCode)).toEqual({ kind: 'cancelled', notify: false });
      expect(await fixture.store.markUnsent(late)).toEqual({ notify: false });
      expect(await steps.stageOf(id)).toMatchObject({ kind: 'sending' });
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toMatchObject({
        kind: 'activated',
        notify: true,
      });
    });

    it('the job given with the right code owes the link', async () => {
      const { id, code } = await steps.sendCode();
      const link = mailJobOf(id, 'link', anotherJob());
      expect(await fixture.store.storeSecret(link, newToken())).toEqual({ kind: 'cancelled' });
      await fixture.store.attempt(id, [code], link.id);
      expect(await fixture.store.storeSecret(mailJobOf(id, 'link'), newToken())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.storeSecret(link, newToken())).toMatchObject({ kind: 'stored' });
    });

    it('one of two jobs owes the link when two right codes arrive at once', async () => {
      const { id, code } = await steps.sendCode();
      const jobs = [anotherJob(), anotherJob()];
      const verdicts = await Promise.all(jobs.map((job) => fixture.store.attempt(id, [code], job)));
      const winner = jobs[verdicts.findIndex(({ kind }) => kind === 'verified')];
      expect((await fixture.store.find(id))?.job).toBe(winner);
    });

    it('the job may store its secret again after a crash, and only one secret is usable', async () => {
      const id = await steps.verifyCode();
      const [before, after] = [newToken(), newToken()];
      await fixture.store.storeSecret(mailJobOf(id, 'link'), before);
      await fixture.store.storeSecret(mailJobOf(id, 'link'), after);
      expect(await fixture.store.activateSecret(mailJobOf(id, 'link'), after)).toMatchObject({ kind: 'activated' });
      expect(await fixture.store.openLink(id, before, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.openLink(id, after, newToken())).toMatchObject({ kind: 'opened' });
    });
  });

  describe('mail that waits in the queue', () => {
    const withStoredCode = async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      return { id, code, owes: () => fixture.store.checkOwed(mailJobOf(id, 'code'), code) };
    };

    it('a mail is still owed while nothing has changed', async () => {
      const { id, code, owes } = await withStoredCode();
      expect(await owes()).toBe('owed');
      expect(await fixture.store.checkOwed(mailJobOf(id, 'code'), newCode())).toBe('past');
      expect(await fixture.store.checkOwed(mailJobOf(id, 'code', anotherJob()), code)).toBe('past');
      expect(await fixture.store.checkOwed(mailJobOf(newRecoveryId(), 'code'), code)).toBe('past');
    });

    it.each<[string, (id: Awaited<ReturnType<typeof withStoredCode>>['id']) => Promise<unknown>]>([
      ['it was cancelled', (id) => fixture.store.cancel(id)],
      ['it bounced', (id) => fixture.store.markBounced(id, 'code')],
      ['it was given up', (id) => fixture.store.markUnsent(mailJobOf(id, 'code'))],
      ['its time had passed', () => fixture.passTime(rules.acceptTimeout)],
      [
        'another run of the job stored its own secret',
        (id) => fixture.store.storeSecret(mailJobOf(id, 'code'), newCode()),
      ],
    ])('a mail is not owed any more after %s', async (_what, happen) => {
      const { id, owes } = await withStoredCode();
      await happen(id);
      expect(await owes()).toBe('past');
    });

    it('a mail is not owed any more after it was accepted or used', async () => {
      const { id, code, owes } = await withStoredCode();
      await fixture.store.activateSecret(mailJobOf(id, 'code'), code);
      expect(await owes()).toBe('past');
      const used = await withStoredCode();
      await fixture.store.attempt(used.id, [used.code], JOB_ID);
      expect(await used.owes()).toBe('past');
    });
  });

  describe('remaining times of a recovery', () => {
    const within = (most: number, span: number | undefined) => {
      expect(span).toBeLessThanOrEqual(most);
      expect(span).toBeGreaterThan(most - 5_000);
    };
    const spanOf = async (id: ReturnType<typeof newRecoveryId>) => {
      const stage = await steps.stageOf(id);
      return stage && 'msLeft' in stage ? stage.msLeft : undefined;
    };

    it('the remaining time is that of the mail, then of the code or link, then of the reset page', async () => {
      const id = await steps.begin();
      await fixture.passTime(20_000);
      within(rules.acceptTimeout - 20_000, await spanOf(id));
      const stored = await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode());
      within(rules.acceptTimeout - 20_000, stored.kind === 'stored' ? stored.msLeft : undefined);

      const { id: live } = await steps.sendCode();
      await fixture.passTime(60_000);
      within(rules.code.lifetime - 60_000, await spanOf(live));

      const { id: opened } = await steps.openLink();
      await fixture.passTime(60_000);
      within(rules.resetSession.lifetime - 60_000, await spanOf(opened));
    });

    it('the retry time is the end of the back-off when the mail service asked for one', async () => {
      const id = await steps.begin();
      const { at } = (await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())) as { at: number };
      await fixture.store.markUnsent(mailJobOf(id, 'code'), 90_000);
      const stage = await steps.stageOf(id);
      const retryAt = stage?.kind === 'unsent' ? stage.retryAt : undefined;
      expect(retryAt).toBeGreaterThanOrEqual(at + 90_000);
      expect(retryAt).toBeLessThan(at + 95_000);

      await fixture.store.requestMail(id, 'code', JOB_ID);
      await fixture.store.markUnsent(mailJobOf(id, 'code'));
      expect(await steps.stageOf(id)).toEqual({ kind: 'unsent', mail: 'code', mailsLeft: rules.code.most });
    });
  });

  it('reports a mail whose acceptance is uncertain until the next mail is requested', async () => {
    const id = await steps.begin();
    const code = newCode();
    await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
    expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code, 'unanswered')).toMatchObject({
      kind: 'activated',
    });
    expect(await steps.stageOf(id)).toMatchObject({ kind: 'live', doubt: 'unanswered' });
    await fixture.passTime(rules.code.spacing);
    await fixture.store.requestMail(id, 'code', JOB_ID);
    const next = await steps.sendMail(id, 'code');
    expect(await steps.stageOf(id)).not.toHaveProperty('doubt');
    expect(await fixture.store.attempt(id, [next as never], JOB_ID)).toEqual({ kind: 'verified' });
  });

  it('reports how many mails are left, not counting those that were given up', async () => {
    const { id } = await steps.sendCode();
    await fixture.passTime(rules.code.lifetime);
    expect(await steps.stageOf(id)).toEqual({ kind: 'ended', mail: 'code', mailsLeft: rules.code.most - 1 });
    await fixture.store.requestMail(id, 'code', JOB_ID);
    await fixture.store.markUnsent(mailJobOf(id, 'code'));
    expect(await steps.stageOf(id)).toEqual({ kind: 'unsent', mail: 'code', mailsLeft: rules.code.most - 1 });
    for (let sent = 1; sent < rules.code.most; sent++) {
      await fixture.store.requestMail(id, 'code', JOB_ID);
      await steps.sendMail(id, 'code');
      await fixture.passTime(rules.code.lifetime);
    }
    expect(await steps.stageOf(id)).toEqual({ kind: 'ended', mail: 'code', mailsLeft: 0 });
    expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'used-up' });
  });

  describe('bounced mail', () => {
    it('a bounce ends everything in the recovery', async () => {
      const { id, code } = await steps.sendCode();
      expect(await fixture.store.markBounced(id, 'code')).toBe('bounced');
      expect(await steps.stageOf(id)).toEqual({ kind: 'bounced', mail: 'code' });
      expect(await fixture.store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'expired' });
      await fixture.passTime(rules.code.spacing);
      expect(await fixture.store.requestMail(id, 'code', JOB_ID)).toEqual({ kind: 'gone' });
      expect(await fixture.store.storeSecret(mailJobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await steps.stageOf(id)).toEqual({ kind: 'bounced', mail: 'code' });
    });

    it('a bounced link ends the recovery', async () => {
      const { id, link } = await steps.sendLink();
      expect(await fixture.store.markBounced(id, 'link')).toBe('bounced');
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
    });

    it('a bounce ends the recovery even before the mail service has accepted the mail', async () => {
      const id = await steps.begin();
      const code = newCode();
      await fixture.store.storeSecret(mailJobOf(id, 'code'), code);
      expect(await fixture.store.markBounced(id, 'code')).toBe('bounced');
      expect(await fixture.store.activateSecret(mailJobOf(id, 'code'), code)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
      expect(await steps.stageOf(id)).toEqual({ kind: 'bounced', mail: 'code' });
    });

    it('a bounce is recorded when it is reported twenty times at once and after the code has ended', async () => {
      const { id } = await steps.sendCode();
      await fixture.passTime(rules.code.lifetime);
      expect(new Set(await concurrently(20, () => fixture.store.markBounced(id, 'code')))).toEqual(
        new Set(['bounced']),
      );
    });

    it('a bounce is ignored once the person has shown that they read the mailbox', async () => {
      const verified = await steps.verifyCode();
      expect(await fixture.store.markBounced(verified, 'code')).toBe('past');
      const { id: opened } = await steps.openLink();
      expect(await fixture.store.markBounced(opened, 'link')).toBe('past');
      await fixture.store.cancel(opened);
      expect(await fixture.store.markBounced(opened, 'link')).toBe('past');
    });

    it('a bounce is recorded for a cancelled recovery, which proves nothing about the mailbox', async () => {
      const { id: cancelled } = await steps.sendCode();
      await fixture.store.cancel(cancelled);
      expect(await fixture.store.markBounced(cancelled, 'code')).toBe('gone');
      expect(await steps.stageOf(cancelled)).toEqual({ kind: 'cancelled' });
      expect(await fixture.store.markBounced(newRecoveryId(), 'code')).toBe('gone');
    });

    it('a bounce ends the recovery for good, so that it cannot even be cancelled', async () => {
      const { id } = await steps.sendCode();
      await fixture.store.markBounced(id, 'code');
      await fixture.store.cancel(id);
      expect(await fixture.store.markBounced(id, 'code')).toBe('bounced');
      expect(await steps.stageOf(id)).toEqual({ kind: 'bounced', mail: 'code' });
    });
  });
}
