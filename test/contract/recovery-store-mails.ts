import type { MailKind } from '../../src/ports/mail-job';
import type { RecoveryId } from '../../src/ports/recovery-id';
import {
  JOB,
  jobOf,
  inLessThan,
  newCode,
  newToken,
  rules,
  stepsOf,
  times,
  WRONG,
  type RecoveryStoreHarness,
  type Steps,
} from './recovery-store-world';

export function describeMails(harness: () => RecoveryStoreHarness): void {
  let world: RecoveryStoreHarness;
  let steps: Steps;
  beforeEach(() => {
    world = harness();
    steps = stepsOf(world.store);
  });

  describe('owes one more mail', () => {
    it.each<[MailKind, (steps: Steps) => Promise<RecoveryId>]>([
      ['code', (at) => at.begun()],
      ['link', (at) => at.verified()],
    ])('of a %s a minute after the one before, as often as allowed', async (mail, reached) => {
      const id = await reached(steps);
      for (let sent = 1; sent < rules[mail].most; sent++) {
        expect(await world.store.owe(id, mail, JOB)).toMatchObject({ kind: 'too-soon' });
        await world.pass(rules[mail].spacing);
        expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'owed' });
      }
      await world.pass(rules[mail].spacing);
      expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'used-up' });
    });

    it('and tells in how many seconds, rounded up', async () => {
      const answers = await inLessThan(900, async () => {
        const id = await steps.begun();
        const atOnce = await world.store.owe(id, 'code', JOB);
        await world.pass(40_000);
        return [atOnce, await world.store.owe(id, 'code', JOB)];
      });
      expect(answers).toEqual([
        { kind: 'too-soon', seconds: 60 },
        { kind: 'too-soon', seconds: 20 },
      ]);
    });

    it('once, however many ask at the same time', async () => {
      const { id } = await steps.codeLive();
      await world.pass(rules.code.spacing);
      const kinds = (await times(20, () => world.store.owe(id, 'code', JOB))).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'owed')).toHaveLength(1);
    });

    it('with all attempts again', async () => {
      const { id } = await steps.codeLive();
      await world.store.attempt(id, [WRONG], JOB);
      await world.pass(rules.code.spacing);
      await world.store.owe(id, 'code', JOB);
      await steps.mailed(id, 'code');
      expect(await steps.stage(id)).toMatchObject({ kind: 'live', attemptsLeft: rules.code.attempts });
    });

    it('only of the kind that is the next step', async () => {
      const { id } = await steps.codeLive();
      expect(await world.store.owe(id, 'link', JOB)).toEqual({ kind: 'gone' });
      const verified = await steps.verified();
      await world.pass(rules.code.spacing);
      expect(await world.store.owe(verified, 'code', JOB)).toEqual({ kind: 'gone' });
      const { id: opened, session } = await steps.opened();
      await world.pass(rules.link.spacing);
      expect(await world.store.owe(opened, 'link', JOB)).toEqual({ kind: 'gone' });
      expect(await world.store.owe(opened, 'code', JOB)).toEqual({ kind: 'gone' });
      expect(await world.store.session(opened, session)).toMatchObject({ kind: 'running' });
      await world.store.finish(opened, session);
      expect(await world.store.owe(opened, 'link', JOB)).toEqual({ kind: 'gone' });
    });

    it('of a link once the session that one opened is over without a key, as often as allowed', async () => {
      const { id, session } = await steps.opened();
      await world.pass(rules.resetSession.lifetime);
      expect(await world.store.owe(id, 'code', JOB)).toEqual({ kind: 'gone' });
      expect(await world.store.owe(id, 'link', JOB)).toEqual({ kind: 'owed' });
      expect(await steps.stage(id)).toMatchObject({ kind: 'sending', mail: 'link' });
      expect(await world.store.session(id, session)).toBeUndefined();
      expect(await world.store.finish(id, session)).toBe('gone');
      const again = (await steps.mailed(id, 'link')) as typeof session;
      expect(await world.store.open(id, again, newToken())).toMatchObject({ kind: 'opened' });
      await world.pass(rules.resetSession.lifetime);
      expect(await world.store.owe(id, 'link', JOB)).toEqual({ kind: 'used-up' });
    });
  });

  describe('forgives', () => {
    /** Both kinds, each owed for the first time. */
    const kinds: [MailKind, (steps: Steps) => Promise<RecoveryId>][] = [
      ['code', (at) => at.begun()],
      ['link', (at) => at.verified()],
    ];

    it.each(kinds)('a %s that was given up: the next one is owed at once and none is lost', async (mail, reached) => {
      const id = await reached(steps);
      await world.store.giveUp(jobOf(id, mail));
      expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'owed' });
      await steps.mailed(id, mail);
      for (let sent = 1; sent < rules[mail].most; sent++) {
        expect(await world.store.owe(id, mail, JOB)).toMatchObject({ kind: 'too-soon' });
        await world.pass(rules[mail].spacing);
        expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'owed' });
        await steps.mailed(id, mail);
      }
      await world.pass(rules[mail].spacing);
      expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'used-up' });
    });

    it.each(kinds)('a %s given up only after its time was over', async (mail, reached) => {
      const id = await reached(steps);
      await world.pass(rules.acceptWithin);
      await world.store.giveUp(jobOf(id, mail));
      for (let sent = 1; sent <= rules[mail].most; sent++) {
        expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'owed' });
        await steps.mailed(id, mail);
        await world.pass(rules[mail].spacing);
      }
      expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'used-up' });
    });

    it.each(kinds)('ten times at most: a %s was asked for so often then', async (mail, reached) => {
      const id = await reached(steps);
      for (let asked = 1; asked < rules.mostAsked; asked++) {
        await world.store.giveUp(jobOf(id, mail));
        expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'owed' });
      }
      await world.store.giveUp(jobOf(id, mail));
      expect(await world.store.owe(id, mail, JOB)).toEqual({ kind: 'used-up' });
      expect(rules.mostAsked).toBe(10);
    });

    it('once what was given up twice, and nothing that was accepted late or is live', async () => {
      const id = await steps.begun();
      await times(5, () => world.store.giveUp(jobOf(id, 'code')));
      for (let sent = 1; sent < rules.code.most; sent++) {
        await world.store.owe(id, 'code', JOB);
        await steps.mailed(id, 'code');
        await world.store.giveUp(jobOf(id, 'code'));
        expect(await world.store.owe(id, 'code', JOB)).toMatchObject({ kind: 'too-soon' });
        await world.pass(rules.code.spacing);
      }
      expect(await world.store.owe(id, 'code', JOB)).toEqual({ kind: 'owed' });
      const late = newCode();
      await world.store.place(jobOf(id, 'code'), late);
      await world.pass(rules.acceptWithin);
      expect(await world.store.start(jobOf(id, 'code'), late)).toMatchObject({ kind: 'cancelled' });
      await world.store.giveUp(jobOf(id, 'code'));
      expect(await world.store.owe(id, 'code', JOB)).toEqual({ kind: 'used-up' });
    });
  });

  describe('follows a mail', () => {
    it('and lets only the second of two placed secrets live', async () => {
      const id = await steps.begun();
      const [first, second] = [newCode(), newCode()];
      await world.store.place(jobOf(id, 'code'), first);
      await world.store.place(jobOf(id, 'code'), second);
      expect(await world.store.start(jobOf(id, 'code'), first)).toEqual({ kind: 'cancelled', tell: false });
      expect(await world.store.start(jobOf(id, 'code'), second)).toMatchObject({ kind: 'started' });
      expect(await world.store.attempt(id, [first], JOB)).toMatchObject({ kind: 'mismatch' });
      expect(await world.store.attempt(id, [second], JOB)).toEqual({ kind: 'verified' });
    });

    it('whose end is never earlier than what it says', async () => {
      const id = await steps.begun();
      const code = newCode();
      const placed = await world.store.place(jobOf(id, 'code'), code);
      const started = await world.store.start(jobOf(id, 'code'), code);
      if (placed.kind !== 'placed' || started.kind !== 'started') throw new Error('the mail was not sent');
      expect(started.endsAt - placed.at).toBeGreaterThanOrEqual(rules.code.lifetime);
      expect(started.endsAt - placed.at).toBeLessThan(rules.code.lifetime + 10_000);
    });

    it('and starts its lifetime once', async () => {
      const { id, code } = await steps.codeLive();
      await world.pass(rules.code.lifetime - 20_000);
      expect(await world.store.start(jobOf(id, 'code'), code)).toMatchObject({ kind: 'started', tell: false });
      await world.pass(20_000);
      expect(await world.store.start(jobOf(id, 'code'), code)).toEqual({ kind: 'cancelled', tell: false });
      expect(await world.store.attempt(id, [code], JOB)).toEqual({ kind: 'expired' });
    });

    it('that is no longer owed once it was accepted', async () => {
      const { id } = await steps.codeLive();
      expect(await world.store.place(jobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await world.store.place(jobOf(id, 'link'), newToken())).toEqual({ kind: 'cancelled' });
    });

    it('and cancels one that was accepted too late', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.place(jobOf(id, 'code'), code);
      await world.pass(rules.acceptWithin);
      expect(await world.store.start(jobOf(id, 'code'), code)).toEqual({ kind: 'cancelled', tell: false });
      expect(await steps.stage(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.attempt(id, [code], JOB)).toEqual({ kind: 'expired' });
      expect(await world.store.place(jobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
    });

    it('and gives one up', async () => {
      const id = await steps.verified();
      const link = newToken();
      await world.store.place(jobOf(id, 'link'), link);
      expect(await world.store.giveUp(jobOf(id, 'link'))).toEqual({ tell: false });
      expect(await steps.stage(id)).toMatchObject({ kind: 'unsent', mail: 'link' });
      expect(await world.store.open(id, link, newToken())).toEqual({ kind: 'gone' });
      expect(await world.store.start(jobOf(id, 'link'), link)).toEqual({ kind: 'cancelled', tell: false });
    });

    it('but does not give up one that was accepted, or another kind', async () => {
      const { id, code } = await steps.codeLive();
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
      expect(await world.store.giveUp(jobOf(id, 'link'))).toEqual({ tell: false });
      expect(await world.store.attempt(id, [code], JOB)).toEqual({ kind: 'verified' });
    });
  });

  describe('lets exactly one tell how the mail went', () => {
    it('the turn, when the mail was accepted before', async () => {
      const { id, code } = await steps.codeLive();
      expect(await world.store.handOver(id)).toMatchObject({ kind: 'live', mail: 'code' });
      expect(await world.store.start(jobOf(id, 'code'), code)).toMatchObject({ tell: false });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
    });

    it('the turn, when the mail was given up before', async () => {
      const id = await steps.begun();
      await world.store.giveUp(jobOf(id, 'code'));
      expect(await world.store.handOver(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
    });

    it('the turn, when the mail was too late before', async () => {
      const id = await steps.begun();
      await world.pass(rules.acceptWithin);
      expect(await world.store.handOver(id)).toMatchObject({ kind: 'unsent', mail: 'code' });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
    });

    it('whoever starts it, when the turn went on', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.place(jobOf(id, 'code'), code);
      expect(await world.store.handOver(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await world.store.handOver(id)).toMatchObject({ kind: 'sending', mail: 'code' });
      expect(await world.store.start(jobOf(id, 'code'), code)).toMatchObject({ kind: 'started', tell: true });
      expect(await world.store.start(jobOf(id, 'code'), code)).toMatchObject({ kind: 'started', tell: false });
    });

    it('whoever gives it up, when the turn went on', async () => {
      const id = await steps.begun();
      await world.store.handOver(id);
      await world.store.place(jobOf(id, 'code'), newCode());
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: true });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
    });

    it('whoever is late, when the turn went on', async () => {
      const id = await steps.begun();
      const code = newCode();
      await world.store.place(jobOf(id, 'code'), code);
      await world.store.handOver(id);
      await world.pass(rules.acceptWithin);
      expect(await world.store.start(jobOf(id, 'code'), code)).toEqual({ kind: 'cancelled', tell: true });
      expect(await world.store.start(jobOf(id, 'code'), code)).toEqual({ kind: 'cancelled', tell: false });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: false });
    });

    it('whoever gives up what was too late to be placed', async () => {
      const id = await steps.begun();
      await world.store.handOver(id);
      await world.pass(rules.acceptWithin);
      expect(await world.store.place(jobOf(id, 'code'), newCode())).toEqual({ kind: 'cancelled' });
      expect(await world.store.giveUp(jobOf(id, 'code'))).toEqual({ tell: true });
    });

    it('the second of two jobs, when the first lost its secret', async () => {
      const id = await steps.begun();
      const [first, second] = [newCode(), newCode()];
      await world.store.place(jobOf(id, 'code'), first);
      await world.store.place(jobOf(id, 'code'), second);
      await world.store.handOver(id);
      expect(await world.store.start(jobOf(id, 'code'), first)).toEqual({ kind: 'cancelled', tell: false });
      expect(await world.store.start(jobOf(id, 'code'), second)).toMatchObject({ tell: true });
    });

    it('nobody, when the person asked for another one or used it meanwhile', async () => {
      const id = await steps.begun();
      await world.store.handOver(id);
      await world.pass(rules.code.spacing);
      await world.store.owe(id, 'code', JOB);
      const code = newCode();
      await world.store.place(jobOf(id, 'code'), code);
      await world.store.handOver(id);
      await world.store.attempt(id, [code], JOB);
      expect(await world.store.start(jobOf(id, 'code'), code)).toEqual({ kind: 'cancelled', tell: false });
      const link = newToken();
      await world.store.place(jobOf(id, 'link'), link);
      expect(await world.store.start(jobOf(id, 'link'), link)).toMatchObject({ kind: 'started', tell: false });
    });

    it('one of both, however the two meet', async () => {
      for (let round = 0; round < 20; round++) {
        const id = await steps.begun();
        const code = newCode();
        await world.store.place(jobOf(id, 'code'), code);
        const [stage, started] = await Promise.all([
          world.store.handOver(id),
          world.store.start(jobOf(id, 'code'), code),
        ]);
        expect([stage?.kind, started.tell]).toEqual(started.tell ? ['sending', true] : ['live', false]);
      }
    });
  });
}
