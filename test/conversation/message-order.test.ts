import { setTimeout as delay } from 'node:timers/promises';
import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { systemClock } from '../../src/adapters/system/clock';
import { systemRandom } from '../../src/adapters/system/random';
import { createFairSessionStore } from '../../src/bot/turn/fair-session-store';
import { Unavailable } from '../../src/ports/errors';
import type {
  ActivityId,
  AcquiredSession,
  SessionId,
  SessionStore,
  SessionTurn,
} from '../../src/ports/chat/session-store';
import { sessionRules } from '../../src/policy/chat';

const ID = 'emulator|c' as SessionId;

function sessionsUnder(rules: Partial<typeof sessionRules> = {}) {
  const whole = { ...sessionRules, ...rules };
  const store = createMemorySessionStore({ clock: systemClock, random: systemRandom, rules: whole });
  return { store, sessions: createFairSessionStore(store, whole) };
}

function turnOf(opened: AcquiredSession): SessionTurn {
  if (opened.kind !== 'opened') throw new Error(`the session is ${opened.kind}`);
  return opened.turn;
}

const open = async (sessions: SessionStore): Promise<SessionTurn> => turnOf(await sessions.acquire(ID, undefined));

describe('messages of one conversation', () => {
  it('are answered in the order in which they came, in ten conversations at once', async () => {
    const { sessions } = sessionsUnder();
    const said = new Map<SessionId, number[]>();
    const answer = async (id: SessionId, message: number) => {
      const turn = turnOf(await sessions.acquire(id, String(message) as ActivityId));
      await delay(3);
      said.set(id, [...(said.get(id) ?? []), message]);
      await turn.save(String(message), '*');
    };

    const answers: Promise<void>[] = [];
    for (let message = 1; message <= 5; message++) {
      for (let one = 1; one <= 10; one++) answers.push(answer(`emulator|${one}` as SessionId, message));
      await delay(1);
    }
    await Promise.all(answers);
    expect([...said.values()]).toEqual(Array.from({ length: 10 }, () => [1, 2, 3, 4, 5]));
  });

  const ends: [string, (turn: SessionTurn) => Promise<unknown>][] = [
    ['saved', (turn) => turn.save('x', '*')],
    ['dropped', (turn) => turn.clear()],
    ['closed', (turn) => turn.release()],
    ['closed after a write that was refused', (turn) => turn.save('x', 'another').then(() => turn.release())],
  ];

  it.each(ends)('continue after a turn that is %s', async (_, end) => {
    const { sessions } = sessionsUnder();
    const first = await open(sessions);
    const second = open(sessions);
    await end(first);
    await (await second).release();
  });

  it('do not wait for a duplicate, nor for an earlier failure of the session store', async () => {
    const { store } = sessionsUnder();
    let isDown = true;
    const failing: SessionStore = {
      ...store,
      acquire: (...asked) =>
        isDown ? Promise.reject(new Unavailable('session-store', new Error('down'))) : store.acquire(...asked),
    };
    const sessions = createFairSessionStore(failing, { waitForLock: 600_000 });
    await expect(open(sessions)).rejects.toThrow(Unavailable);
    isDown = false;
    const activity = 'a1' as ActivityId;
    const delivered = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const opened = await sessions.acquire(ID, activity);
        if (opened.kind === 'opened') await opened.turn.release();
        return opened.kind;
      }),
    );
    expect(delivered).toEqual(['opened', 'answered', 'answered']);
    await (await open(sessions)).release();
  });

  it('wait for a turn that never ends no longer than the configured time, in the process and at the store together', async () => {
    const { sessions } = sessionsUnder({ lock: 60_000, waitForLock: 600 });
    await open(sessions);
    const from = performance.now();
    const kinds = await Promise.all([1, 2, 3].map(async () => (await sessions.acquire(ID, undefined)).kind));
    expect(kinds).toEqual(['busy', 'busy', 'busy']);
    expect(performance.now() - from).toBeLessThan(2 * 600);
  });

  it('leave no queue behind, and the next message has the full waiting time of the store', async () => {
    const { store } = sessionsUnder({ waitForLock: 50 });
    const lined: boolean[] = [];
    const watched: SessionStore = {
      ...store,
      acquire: (...asked) => {
        lined.push(asked[2] !== undefined);
        return store.acquire(...asked);
      },
    };
    const sessions = createFairSessionStore(watched, { waitForLock: 50 });
    const turns = await Promise.all([open(sessions), sessions.acquire(ID, undefined), sessions.acquire(ID, undefined)]);
    await turns[0].release();
    await (await open(sessions)).release();
    expect(lined).toEqual([false, true, true, false]);
  });

  it('are let in by the store when a turn that never ended has lost its session lock', async () => {
    const { store } = sessionsUnder({ waitForLock: 50 });
    const lost = (turn: SessionTurn): SessionTurn => ({ ...turn, release: () => new Promise(() => undefined) });
    const losing: SessionStore = {
      ...store,
      acquire: async (...asked) => {
        const turn = turnOf(await store.acquire(...asked));
        await turn.release();
        return { kind: 'opened', turn: lost(turn) };
      },
    };
    const sessions = createFairSessionStore(losing, { waitForLock: 50 });
    void (await open(sessions)).release();
    expect((await sessions.acquire(ID, undefined)).kind).toBe('opened');
  });

  it('are serialised with the turns of other processes by the store', async () => {
    const { sessions, store } = sessionsUnder();
    const elsewhere = await open(store);
    const here = open(sessions);
    await elsewhere.save('from elsewhere', '*');
    expect((await here).stored?.value).toBe('from elsewhere');
  });
});
