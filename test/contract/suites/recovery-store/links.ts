import {
  JOB_ID,
  mailJobOf,
  repeatUntilFasterThan,
  newRecoveryId,
  newTarget,
  newToken,
  newRecoveryOf,
  rules,
  createRecoverySteps,
  concurrently,
} from './harness';
import type { RecoveryStoreHarness, RecoverySteps } from './harness';

export function describeResetLinks(harness: () => RecoveryStoreHarness): void {
  let fixture: RecoveryStoreHarness;
  let steps: RecoverySteps;
  beforeEach(() => {
    fixture = harness();
    steps = createRecoverySteps(fixture.store);
  });

  describe('opening a link', () => {
    it('a link opens once out of many simultaneous attempts, and only the winner gets a session', async () => {
      const { id, link } = await steps.sendLink();
      const sessions = Array.from({ length: 20 }, newToken);
      const kinds = await Promise.all(
        sessions.map(async (session) => (await fixture.store.openLink(id, link, session)).kind),
      );
      expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1);
      const resetSessions = await Promise.all(sessions.map((session) => fixture.store.findResetSession(id, session)));
      expect(resetSessions.map((it) => it?.kind)).toEqual(
        kinds.map((kind) => (kind === 'opened' ? 'running' : undefined)),
      );
    });

    it('a link opens until the last moment of its lifetime', async () => {
      const answer = await repeatUntilFasterThan(fixture.clockSlack, async () => {
        const { id, link } = await steps.sendLink();
        await fixture.passTime(rules.link.lifetime - fixture.clockSlack);
        return fixture.store.openLink(id, link, newToken());
      });
      expect(answer).toMatchObject({ kind: 'opened' });
    });

    it('a link does not open at the very end of its lifetime', async () => {
      const { id, link } = await steps.sendLink();
      await fixture.passTime(rules.link.lifetime);
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
    });

    it('a link opens as soon as it is stored, before the mail service has answered', async () => {
      const id = await steps.verifyCode();
      const link = newToken();
      await fixture.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await fixture.store.openLink(id, link, newToken())).toMatchObject({ kind: 'opened' });
      expect(await fixture.store.activateSecret(mailJobOf(id, 'link'), link)).toEqual({
        kind: 'cancelled',
        notify: false,
      });
    });

    it('neither another token nor a code opens a link', async () => {
      const { id } = await steps.sendLink();
      expect(await fixture.store.openLink(id, newToken(), newToken())).toEqual({ kind: 'gone' });
      const { id: early, code } = await steps.sendCode();
      expect(await fixture.store.openLink(early, code as never, newToken())).toEqual({ kind: 'gone' });
    });

    it('a link that was resent does not open any more', async () => {
      const { id, link } = await steps.sendLink();
      await fixture.passTime(rules.link.spacing);
      expect(await fixture.store.requestMail(id, 'link', JOB_ID)).toEqual({ kind: 'owed' });
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      const newer = (await steps.sendMail(id, 'link')) as typeof link;
      expect(await fixture.store.openLink(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.openLink(id, newer, newToken())).toMatchObject({ kind: 'opened' });
    });

    it('only the newest link of all recoveries of a target opens', async () => {
      const target = newTarget();
      const first = await steps.sendLink(newRecoveryOf(target));
      const second = await steps.sendLink(newRecoveryOf(target));
      expect(await steps.stageOf(first.id)).toMatchObject({ kind: 'ended', mail: 'link' });
      expect(await fixture.store.openLink(first.id, first.link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.openLink(second.id, second.link, newToken())).toMatchObject({ kind: 'opened' });
      expect(await fixture.store.openLink(first.id, first.link, newToken())).toEqual({ kind: 'gone' });
    });

    it('a stored link does not open when another recovery replaced it while its mail was on the way', async () => {
      const target = newTarget();
      const first = await steps.verifyCode(newRecoveryOf(target));
      const link = newToken();
      await fixture.store.storeSecret(mailJobOf(first, 'link'), link);
      await fixture.store.stopWaiting(first);
      await steps.sendLink(newRecoveryOf(target));
      expect(await fixture.store.openLink(first, link, newToken())).toEqual({ kind: 'gone' });
      expect(await fixture.store.activateSecret(mailJobOf(first, 'link'), link)).toEqual({
        kind: 'cancelled',
        notify: true,
      });
      expect(await steps.stageOf(first)).toMatchObject({ kind: 'ended', mail: 'link' });
    });
  });

  describe('look-up of a recovery', () => {
    it('a recovery is found by its link as soon as it is stored, and by its reset session', async () => {
      const id = await steps.verifyCode();
      const [link, session] = [newToken(), newToken()];
      expect(await fixture.store.findByToken(link)).toBeUndefined();
      await fixture.store.storeSecret(mailJobOf(id, 'link'), link);
      expect(await fixture.store.findByToken(link)).toBe(id);
      await fixture.store.openLink(id, link, session);
      expect(await fixture.store.findByToken(session)).toBe(id);
    });

    it('a recovery is found as long as anybody can need it', async () => {
      const { session } = await steps.openLink();
      await fixture.passTime(rules.retention);
      expect(await fixture.store.findByToken(session)).toBeUndefined();
    });
  });

  describe('reset session', () => {
    it('a reset session lasts until the last moment of its lifetime', async () => {
      const resetSessions = await repeatUntilFasterThan(fixture.clockSlack, async () => {
        const { id, session } = await steps.openLink();
        await fixture.passTime(rules.resetSession.lifetime - fixture.clockSlack);
        return fixture.store.findResetSession(id, session);
      });
      expect(resetSessions).toMatchObject({ kind: 'running' });
    });

    it('a reset session is over at the very end of its lifetime', async () => {
      const { id, session } = await steps.openLink();
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await fixture.store.findResetSession(id, session)).toBeUndefined();
    });

    it('the remaining time of a reset session is measured by the store’s clock', async () => {
      const [running, done] = await repeatUntilFasterThan(1_000, async () => {
        const { id, session } = await steps.openLink();
        await fixture.passTime(rules.resetSession.lifetime - 60_000);
        const before = await fixture.store.findResetSession(id, session);
        await fixture.store.complete(id, session);
        return [before, await fixture.store.findResetSession(id, session)];
      });
      expect([running?.kind, done?.kind]).toEqual(['running', 'done']);
      for (const { msLeft } of [running ?? { msLeft: 0 }, done ?? { msLeft: 0 }]) {
        expect(msLeft).toBeGreaterThan(59_000);
        expect(msLeft).toBeLessThanOrEqual(60_000);
      }
    });

    it('a key that was changed at the very end of its reset session counts as set', async () => {
      const { id, session } = await steps.openLink();
      await fixture.passTime(rules.resetSession.lifetime);
      expect(await fixture.store.complete(id, session)).toBe('completed');
      expect(await steps.stageOf(id)).toEqual({ kind: 'done' });
    });

    it('a reset session is accepted with its own token and recovery only', async () => {
      const { id, link, session } = await steps.openLink();
      expect(await fixture.store.findResetSession(id, link)).toBeUndefined();
      expect(await fixture.store.findResetSession(newRecoveryId(), session)).toBeUndefined();
      expect(await fixture.store.complete(id, link)).toBe('gone');
      expect(await fixture.store.complete(id, newToken())).toBe('gone');
    });

    it('a reset session lasts until one of many simultaneous calls finishes it', async () => {
      const { id, session } = await steps.openLink();
      const answers = await concurrently(20, () => fixture.store.complete(id, session));
      expect(answers.filter((answer) => answer === 'completed')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'already-completed')).toHaveLength(19);
    });

    it('a reset session cannot be finished by the token of a live link', async () => {
      const { id, link } = await steps.sendLink();
      expect(await fixture.store.findResetSession(id, link)).toBeUndefined();
      expect(await fixture.store.complete(id, link)).toBe('gone');
    });
  });
}
