import { systemRandom } from '../../../src/adapters/system/random';
import type {
  ActivityId,
  AcquiredSession,
  SessionId,
  SessionRules,
  SessionStore,
  SessionTurn,
} from '../../../src/ports/chat/session-store';
import { sessionRules } from '../../../src/policy/chat';
import { concurrently } from './recovery-store/harness';

export interface SessionStoreHarness {
  /** Opens a store over the same sessions, with these rules in place of the policy's. */
  open(rules?: Partial<SessionRules>): SessionStore;
  /** Makes everything stored `ms` older. */
  passTime(ms: number): Promise<void>;
}

const rules = sessionRules;

/** The ways in which a turn ends. */
const ENDS: [string, (turn: SessionTurn) => Promise<unknown>][] = [
  ['saved', (turn) => turn.save('x', '*')],
  ['dropped', (turn) => turn.clear()],
  ['closed', (turn) => turn.release()],
];

/** The contract of every session store. */
export function describeSessionStore(name: string, harness: () => SessionStoreHarness): void {
  describe(`${name}: session store`, () => {
    let fixture: SessionStoreHarness;
    let store: SessionStore;
    let id: SessionId;
    beforeEach(() => {
      fixture = harness();
      store = fixture.open();
      id = `emulator/conversations/${systemRandom.token(8)}|{livechat}` as SessionId;
    });

    const begin = async (activity?: ActivityId): Promise<SessionTurn> => openedTurn(await store.acquire(id, activity));
    const keep = async (value: string) => {
      expect(await (await begin()).save(value, '*')).toBe('saved');
    };

    describe('stored state', () => {
      it('stored state lasts from one turn to the next, and belongs to one conversation', async () => {
        expect((await begin()).stored).toBeUndefined();
        await fixture.passTime(rules.lock);
        await keep('{"step":1,"said":"ñandú 🦜"}');
        expect((await begin()).stored?.value).toBe('{"step":1,"said":"ñandú 🦜"}');
        expect(openedTurn(await store.acquire(`${id}!` as SessionId, undefined)).stored).toBeUndefined();
      });

      it('a turn may keep or remove the stored state', async () => {
        await keep('one');
        await (await begin()).release();
        const turn = await begin();
        expect(turn.stored?.value).toBe('one');
        await turn.clear();
        expect((await begin()).stored).toBeUndefined();
      });

      it('stored state expires 30 minutes after the last turn', async () => {
        await keep('one');
        await fixture.passTime(rules.retention - 60_000);
        await (await begin()).release();
        await fixture.passTime(rules.retention - 60_000);
        const turn = await begin();
        expect(turn.stored?.value).toBe('one');
        expect(await turn.save('two', '*')).toBe('saved');
        await fixture.passTime(rules.retention - 60_000);
        expect((await begin()).stored?.value).toBe('two');
        await fixture.passTime(rules.retention);
        expect((await begin()).stored).toBeUndefined();
      });
    });

    describe('optimistic writes', () => {
      it('each write returns a new eTag', async () => {
        const seen = new Set<string | undefined>();
        for (let round = 0; round < 3; round++) {
          const turn = await begin();
          seen.add(turn.stored?.eTag);
          expect(await turn.save('same', turn.stored?.eTag ?? '*')).toBe('saved');
        }
        expect(seen.size).toBe(3);
      });

      it('a write with another eTag is rejected and changes nothing', async () => {
        await keep('one');
        const turn = await begin();
        expect(await turn.save('two', 'another')).toBe('conflict');
        await turn.release();
        const next = await begin();
        expect(next.stored).toEqual(turn.stored);
      });

      it('a write with the eTag of removed state is rejected', async () => {
        await keep('one');
        const eTag = (await begin().then(async (turn) => (await turn.clear(), turn))).stored?.eTag ?? '';
        expect(await (await begin()).save('two', eTag)).toBe('conflict');
      });

      it('a write after the end of the turn is rejected', async () => {
        const turn = await begin();
        expect(await turn.save('one', '*')).toBe('saved');
        expect(await turn.save('two', '*')).toBe('conflict');
        await turn.clear();
        await turn.release();
        expect((await begin()).stored?.value).toBe('one');
      });
    });

    describe('session lock', () => {
      it('no update is lost between simultaneous turns', async () => {
        await keep('0');
        await concurrently(12, async () => {
          const turn = await begin();
          const count = Number(turn.stored?.value);
          await new Promise(setImmediate);
          expect(await turn.save(String(count + 1), turn.stored?.eTag ?? '')).toBe('saved');
        });
        expect((await begin()).stored?.value).toBe('12');
      });

      it('the next turn starts as soon as one ends, in any way', async () => {
        for (const [, end] of ENDS) {
          const turn = await begin();
          const next = begin();
          await end(turn);
          await (await next).release();
        }
      });

      it('a turn is busy while another one does not end, however long it lasts', async () => {
        const shortWaitStore = fixture.open({ lock: 150, waitForLock: 600 });
        const turn = openedTurn(await shortWaitStore.acquire(id, undefined));
        expect(await shortWaitStore.acquire(id, undefined)).toEqual({ kind: 'busy' });
        expect(await turn.save('still mine', '*')).toBe('saved');
      });

      it('a turn waits for the lock no longer than its caller, who may have waited before', async () => {
        const waitingStore = fixture.open({ waitForLock: 600_000 });
        const turn = openedTurn(await waitingStore.acquire(id, undefined));
        expect(await waitingStore.acquire(id, undefined, AbortSignal.abort())).toEqual({ kind: 'busy' });
        expect(await waitingStore.acquire(id, undefined, AbortSignal.timeout(50))).toEqual({ kind: 'busy' });
        const next = waitingStore.acquire(id, undefined, AbortSignal.timeout(20_000));
        await turn.release();
        await openedTurn(await next).release();
      });

      it('the lock does not block other conversations', async () => {
        await begin();
        const other = openedTurn(await store.acquire(`${id}!` as SessionId, undefined));
        expect(await other.save('x', '*')).toBe('saved');
      });

      it.each(ENDS)(
        'the lock expires, and a turn that lost it cannot be %s any more: it neither writes nor releases',
        async (_, end) => {
          await keep('one');
          const silent = await begin('a1' as ActivityId);
          await fixture.passTime(rules.lock);
          const next = await begin();
          expect(await end(silent)).not.toBe('saved');
          expect(await next.save('two', next.stored?.eTag ?? '')).toBe('saved');
          const again = await begin('a1' as ActivityId);
          expect(again.stored?.value).toBe('two');
        },
      );
    });

    describe('duplicate activities', () => {
      const activity = 'activity|0000001' as ActivityId;

      it.each(ENDS)('a duplicate is recognised after the first turn was %s', async (_, end) => {
        await end(await begin(activity));
        expect(await store.acquire(id, activity)).toEqual({ kind: 'answered' });
        await (await begin('another' as ActivityId)).release();
        await openedTurn(await store.acquire(`${id}!` as SessionId, activity)).release();
      });

      it('duplicates are recognised among twenty simultaneous deliveries', async () => {
        const kinds = await concurrently(20, async () => {
          const answer = await store.acquire(id, activity);
          if (answer.kind === 'acquired') await answer.turn.save('x', '*');
          return answer.kind;
        });
        expect(kinds.sort()).toEqual(['acquired', ...Array<string>(19).fill('answered')]);
      });

      it('a duplicate is recognised for 70 minutes', async () => {
        await (await begin(activity)).release();
        await fixture.passTime(rules.rememberActivity - 60_000);
        expect(await store.acquire(id, activity)).toEqual({ kind: 'answered' });
        await fixture.passTime(60_000);
        await (await begin(activity)).release();
      });

      it('an activity is accepted again when its turn died before its end', async () => {
        const dead = await begin(activity);
        await fixture.passTime(rules.lock);
        const turn = await begin(activity);
        expect(await turn.save('x', '*')).toBe('saved');
        expect(await dead.save('y', '*')).toBe('conflict');
        expect(await store.acquire(id, activity)).toEqual({ kind: 'answered' });
      });

      it('a rejected write does not make the next delivery a duplicate', async () => {
        const turn = await begin(activity);
        expect(await turn.save('x', 'another')).toBe('conflict');
        await fixture.passTime(rules.lock);
        await (await begin(activity)).release();
      });

      it('an activity without an id is answered each time', async () => {
        await (await begin()).release();
        await (await begin()).release();
      });
    });
  });
}

export function openedTurn(answer: AcquiredSession): SessionTurn {
  if (answer.kind !== 'acquired') throw new Error(`the session is ${answer.kind}`);
  return answer.turn;
}
