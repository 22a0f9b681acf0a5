import {
  JOB,
  jobOf,
  inLessThan,
  newId,
  newTarget,
  newToken,
  recoveryOf,
  rules,
  stepsOf,
  times,
} from './recovery-store-world';
import type { RecoveryStoreHarness, Steps } from './recovery-store-world';

export function describeLinks(harness: () => RecoveryStoreHarness): void {
  let world: RecoveryStoreHarness;
  let steps: Steps;
  beforeEach(() => {
    world = harness();
    steps = stepsOf(world.store);
  });

  describe('opens a link', () => {
    it('once, however many come at the same time, and only the winner gets a session', async () => {
      const { id, link } = await steps.linkLive();
      const sessions = Array.from({ length: 20 }, newToken);
      const kinds = await Promise.all(
        sessions.map(async (session) => (await world.store.open(id, link, session)).kind),
      );
      expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1);
      const standing = await Promise.all(sessions.map((session) => world.store.session(id, session)));
      expect(standing.map((it) => it?.kind)).toEqual(kinds.map((kind) => (kind === 'opened' ? 'running' : undefined)));
    });

    it('to the last moment of its lifetime', async () => {
      const answer = await inLessThan(world.slack, async () => {
        const { id, link } = await steps.linkLive();
        await world.pass(rules.link.lifetime - world.slack);
        return world.store.open(id, link, newToken());
      });
      expect(answer).toMatchObject({ kind: 'opened' });
    });

    it('and not at its very end', async () => {
      const { id, link } = await steps.linkLive();
      await world.pass(rules.link.lifetime);
      expect(await world.store.open(id, link, newToken())).toEqual({ kind: 'gone' });
    });

    it('as soon as it is placed, for who is faster than the mail service', async () => {
      const id = await steps.verified();
      const link = newToken();
      await world.store.place(jobOf(id, 'link'), link);
      expect(await world.store.open(id, link, newToken())).toMatchObject({ kind: 'opened' });
      expect(await world.store.start(jobOf(id, 'link'), link)).toEqual({ kind: 'cancelled', tell: false });
    });

    it('but neither another one nor a code', async () => {
      const { id } = await steps.linkLive();
      expect(await world.store.open(id, newToken(), newToken())).toEqual({ kind: 'gone' });
      const { id: early, code } = await steps.codeLive();
      expect(await world.store.open(early, code as never, newToken())).toEqual({ kind: 'gone' });
    });

    it('but not one that was sent again', async () => {
      const { id, link } = await steps.linkLive();
      await world.pass(rules.link.spacing);
      expect(await world.store.owe(id, 'link', JOB)).toEqual({ kind: 'owed' });
      expect(await world.store.open(id, link, newToken())).toEqual({ kind: 'gone' });
      const newer = (await steps.mailed(id, 'link')) as typeof link;
      expect(await world.store.open(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await world.store.open(id, newer, newToken())).toMatchObject({ kind: 'opened' });
    });

    it('only the one placed last of all recoveries of a target', async () => {
      const target = newTarget();
      const first = await steps.linkLive(recoveryOf(target));
      const second = await steps.linkLive(recoveryOf(target));
      expect(await steps.stage(first.id)).toMatchObject({ kind: 'ended', mail: 'link' });
      expect(await world.store.open(first.id, first.link, newToken())).toEqual({ kind: 'gone' });
      expect(await world.store.open(second.id, second.link, newToken())).toMatchObject({ kind: 'opened' });
      expect(await world.store.open(first.id, first.link, newToken())).toEqual({ kind: 'gone' });
    });

    it('but not a placed one that another recovery replaced while its mail was on the way', async () => {
      const target = newTarget();
      const first = await steps.verified(recoveryOf(target));
      const link = newToken();
      await world.store.place(jobOf(first, 'link'), link);
      await world.store.handOver(first);
      await steps.linkLive(recoveryOf(target));
      expect(await world.store.open(first, link, newToken())).toEqual({ kind: 'gone' });
      expect(await world.store.start(jobOf(first, 'link'), link)).toEqual({ kind: 'cancelled', tell: true });
      expect(await steps.stage(first)).toMatchObject({ kind: 'ended', mail: 'link' });
    });
  });

  describe('finds the recovery', () => {
    it('of a link from its placing on, and of a session', async () => {
      const id = await steps.verified();
      const [link, session] = [newToken(), newToken()];
      expect(await world.store.locate(link)).toBeUndefined();
      await world.store.place(jobOf(id, 'link'), link);
      expect(await world.store.locate(link)).toBe(id);
      await world.store.open(id, link, session);
      expect(await world.store.locate(session)).toBe(id);
    });

    it('until nobody can need it any more', async () => {
      const { session } = await steps.opened();
      await world.pass(rules.retention);
      expect(await world.store.locate(session)).toBeUndefined();
    });
  });

  describe('keeps a reset session', () => {
    it('to the last moment of its lifetime', async () => {
      const standing = await inLessThan(world.slack, async () => {
        const { id, session } = await steps.opened();
        await world.pass(rules.resetSession.lifetime - world.slack);
        return world.store.session(id, session);
      });
      expect(standing).toMatchObject({ kind: 'running' });
    });

    it('and not at its very end', async () => {
      const { id, session } = await steps.opened();
      await world.pass(rules.resetSession.lifetime);
      expect(await world.store.session(id, session)).toBeUndefined();
    });

    it('and tells how much is left of it, on its own clock', async () => {
      const [running, done] = await inLessThan(1_000, async () => {
        const { id, session } = await steps.opened();
        await world.pass(rules.resetSession.lifetime - 60_000);
        const before = await world.store.session(id, session);
        await world.store.finish(id, session);
        return [before, await world.store.session(id, session)];
      });
      expect([running?.kind, done?.kind]).toEqual(['running', 'done']);
      for (const { msLeft } of [running ?? { msLeft: 0 }, done ?? { msLeft: 0 }]) {
        expect(msLeft).toBeGreaterThan(59_000);
        expect(msLeft).toBeLessThanOrEqual(60_000);
      }
    });

    it('whose key was changed at its very end as done all the same', async () => {
      const { id, session } = await steps.opened();
      await world.pass(rules.resetSession.lifetime);
      expect(await world.store.finish(id, session)).toBe('finished');
      expect(await steps.stage(id)).toEqual({ kind: 'done' });
    });

    it('for its own token and recovery only', async () => {
      const { id, link, session } = await steps.opened();
      expect(await world.store.session(id, link)).toBeUndefined();
      expect(await world.store.session(newId(), session)).toBeUndefined();
      expect(await world.store.finish(id, link)).toBe('gone');
      expect(await world.store.finish(id, newToken())).toBe('gone');
    });

    it('until it is finished, which one of many calls does', async () => {
      const { id, session } = await steps.opened();
      const answers = await times(20, () => world.store.finish(id, session));
      expect(answers.filter((answer) => answer === 'finished')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'already-finished')).toHaveLength(19);
    });

    it('but not a live link: it is not finished by its own token', async () => {
      const { id, link } = await steps.linkLive();
      expect(await world.store.session(id, link)).toBeUndefined();
      expect(await world.store.finish(id, link)).toBe('gone');
    });
  });
}
