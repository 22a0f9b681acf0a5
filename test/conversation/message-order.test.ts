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

function createSessions(rules: Partial<typeof sessionRules> = {}) {
  const allRules = { ...sessionRules, ...rules };
  const store = createMemorySessionStore({ clock: systemClock, random: systemRandom, rules: allRules });
  return { store, sessions: createFairSessionStore(store, allRules) };
}

function turnOf(acquired: AcquiredSession): SessionTurn {
  if (acquired.kind !== 'acquired') throw new Error(`the session is ${acquired.kind}`);
  return acquired.turn;
}

const open = async (sessions: SessionStore): Promise<SessionTurn> => turnOf(await sessions.acquire(ID, undefined));

describe('messages of one conversation', () => {
  it('answers messages in the order in which they came, in ten conversations at once', async () => {
    const { sessions } = createSessions();
    const answered = new Map<SessionId, number[]>();
    const answer = async (id: SessionId, message: number) => {
      const turn = turnOf(await sessions.acquire(id, String(message) as ActivityId));
      await delay(3);
      answered.set(id, [...(answered.get(id) ?? []), message]);
      await turn.save(String(message), '*');
    };

    const answers: Promise<void>[] = [];
    for (let message = 1; message <= 5; message++) {
      for (let id = 1; id <= 10; id++) answers.push(answer(`emulator|${id}` as SessionId, message));
      await delay(1);
    }
    await Promise.all(answers);
    expect([...answered.values()]).toEqual(Array.from({ length: 10 }, () => [1, 2, 3, 4, 5]));
  });

  const ends: [string, (turn: SessionTurn) => Promise<unknown>][] = [
    ['saved', (turn) => turn.save('x', '*')],
    ['cleared', (turn) => turn.clear()],
    ['released', (turn) => turn.release()],
    ['released after a write that was refused', (turn) => turn.save('x', 'another').then(() => turn.release())],
  ];

  it.each(ends)('the next turn runs after one that is %s', async (_, end) => {
    const { sessions } = createSessions();
    const first = await open(sessions);
    const second = open(sessions);
    await end(first);
    await (await second).release();
  });

  it('a turn waits neither for a duplicate nor for an earlier failure of the session store', async () => {
    const { store } = createSessions();
    let isDown = true;
    const failing: SessionStore = {
      ...store,
      acquire: (...args) =>
        isDown ? Promise.reject(new Unavailable('session-store', new Error('down'))) : store.acquire(...args),
    };
    const sessions = createFairSessionStore(failing, { waitForLock: 600_000 });
    await expect(open(sessions)).rejects.toThrow(Unavailable);
    isDown = false;
    const activity = 'a1' as ActivityId;
    const delivered = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const opened = await sessions.acquire(ID, activity);
        if (opened.kind === 'acquired') await opened.turn.release();
        return opened.kind;
      }),
    );
    expect(delivered).toEqual(['acquired', 'answered', 'answered']);
    await (await open(sessions)).release();
  });

  it('a turn waits for one that never ends no longer than the configured time, in the process and at the store together', async () => {
    const { sessions } = createSessions({ lock: 60_000, waitForLock: 600 });
    await open(sessions);
    const from = performance.now();
    const kinds = await Promise.all([1, 2, 3].map(async () => (await sessions.acquire(ID, undefined)).kind));
    expect(kinds).toEqual(['busy', 'busy', 'busy']);
    expect(performance.now() - from).toBeLessThan(2 * 600);
  });

  it('an ended turn leaves no queue behind, and the next message has the full waiting time of the store', async () => {
    const { store } = createSessions({ waitForLock: 50 });
    const havePatience: boolean[] = [];
    const recording: SessionStore = {
      ...store,
      acquire: (...args) => {
        havePatience.push(args[2] !== undefined);
        return store.acquire(...args);
      },
    };
    const sessions = createFairSessionStore(recording, { waitForLock: 50 });
    const turns = await Promise.all([open(sessions), sessions.acquire(ID, undefined), sessions.acquire(ID, undefined)]);
    await turns[0].release();
    await (await open(sessions)).release();
    expect(havePatience).toEqual([false, true, true, false]);
  });

  it('the next turn runs when one that never ended has lost its session lock', async () => {
    const { store } = createSessions({ waitForLock: 50 });
    const withoutRelease = (turn: SessionTurn): SessionTurn => ({
      ...turn,
      release: () => new Promise(() => undefined),
    });
    const losing: SessionStore = {
      ...store,
      acquire: async (...args) => {
        const turn = turnOf(await store.acquire(...args));
        await turn.release();
        return { kind: 'acquired', turn: withoutRelease(turn) };
      },
    };
    const sessions = createFairSessionStore(losing, { waitForLock: 50 });
    void (await open(sessions)).release();
    expect((await sessions.acquire(ID, undefined)).kind).toBe('acquired');
  });

  it('a turn waits for the turns of other processes at the store', async () => {
    const { sessions, store } = createSessions();
    const elsewhere = await open(store);
    const here = open(sessions);
    await elsewhere.save('from elsewhere', '*');
    expect((await here).stored?.value).toBe('from elsewhere');
  });
});
