import { createRedisSessionStore } from '../../src/adapters/redis/session/session-store';
import { systemRandom } from '../../src/adapters/system/random';
import type { ActivityId, SessionId, SessionRules, SessionStore } from '../../src/ports/chat/session-store';
import { sessionRules } from '../../src/policy/chat';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { rotationKeyRings } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { concurrently } from './suites/recovery-store/harness';
import { describeSessionStore, openedTurn } from './suites/session-store';

type Ring = keyof typeof rotationKeyRings;

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  afterAll(clients.disconnect);

  const underRing = (ring: Ring, rules: Partial<SessionRules> = {}, client = redis()): SessionStore =>
    createRedisSessionStore({
      redis: client,
      keyRing: rotationKeyRings[ring],
      random: systemRandom,
      rules: { ...sessionRules, ...rules },
    });

  /** Alternates between two processes from turn to turn. */
  const inTurns = (rules?: Partial<SessionRules>): SessionStore => {
    const processes = [underRing('announced', rules), underRing('changed', rules)];
    let turn = systemRandom.below(2);
    return {
      acquire: (...asked) => (processes[turn++ % 2] as SessionStore).acquire(...asked),
      ping: () => Promise.resolve(),
    };
  };
  const passTime = (ms: number) => fastForwardRedis(redis(), ms);

  describeSessionStore(`Redis ${name} during key rotation`, () => ({ open: inTurns, passTime }));

  describe(`conversation on a Redis ${name} during key rotation`, () => {
    const [before, announced, changed, after] = (['before', 'announced', 'changed', 'after'] as const).map(
      (ring) => (session: SessionId, activity?: string) =>
        underRing(ring)
          .acquire(session, activity as ActivityId | undefined)
          .then(openedTurn),
    ) as [Open, Open, Open, Open];
    let id: SessionId;
    beforeEach(() => {
      id = `msteams/conversations/${systemRandom.token(8)}` as SessionId;
    });

    it('a conversation continues in every process, even in those that do not know the new key yet', async () => {
      await (await before(id)).save('one', '*');
      await (await announced(id)).save('two', '*');
      const turn = await before(id);
      expect(turn.stored?.value).toBe('two');
      await turn.release();
      expect(await (await changed(id)).save('three', '*')).toBe('saved');
      const next = await announced(id);
      expect(next.stored?.value).toBe('three');
      expect(await next.save('four', next.stored?.eTag ?? '')).toBe('saved');
    });

    it('a conversation that started under the new key continues where it is not the current one, and after the rotation', async () => {
      await (await changed(id)).save('one', '*');
      const turn = await announced(id);
      expect(turn.stored?.value).toBe('one');
      await turn.release();
      expect((await after(id)).stored?.value).toBe('one');
    });

    it('a conversation starts once, however many first turns come at the same time', async () => {
      const store = inTurns({ waitForLock: 25_000 });
      await concurrently(20, async () => {
        const turn = openedTurn(await store.acquire(id, undefined));
        await turn.save(String(Number(turn.stored?.value ?? 0) + 1), '*');
      });
      const turn = await announced(id);
      expect(turn.stored?.value).toBe('20');
    });

    it('a conversation keeps its session lock during its first turn, however long that lasts', async () => {
      const turn = openedTurn(await underRing('announced', { lock: 60_000 }).acquire(id, undefined));
      await passTime(10_000);
      expect(await underRing('changed').acquire(id, undefined, AbortSignal.abort())).toEqual({ kind: 'busy' });
      expect(await turn.save('one', '*')).toBe('saved');
      expect((await changed(id)).stored?.value).toBe('one');
    });

    it('an activity is answered once, even after a new start under the new key', async () => {
      await (await before(id, 'hello')).save('one', '*');
      await passTime(sessionRules.retention);
      await (await changed(id, 'again')).save('two', '*');
      for (const ring of ['announced', 'changed'] as const)
        for (const activity of ['hello', 'again'])
          expect(await underRing(ring).acquire(id, activity as ActivityId)).toEqual({ kind: 'answered' });
      expect((await announced(id, 'another')).stored?.value).toBe('two');
    });

    it('a conversation reads as new when the key that named or sealed it is gone', async () => {
      await (await before(id)).save('one', '*');
      expect((await after(id)).stored).toBeUndefined();

      const other = `${id}!` as SessionId;
      await (await changed(other)).save('one', '*');
      await (await announced(other)).save('two', '*');
      const turn = await after(other);
      expect(turn.stored).toBeUndefined();
      expect(await turn.save('anew', '*')).toBe('saved');
    });

    it('a turn costs one more round trip during the rotation and none afterwards', async () => {
      const client = await clients.connect();
      const sent = jest.spyOn(client, 'sendCommand');
      const commands = async (ring: Ring) => {
        sent.mockClear();
        const activity = systemRandom.token(8) as ActivityId;
        await openedTurn(await underRing(ring, {}, client).acquire(id, activity)).release();
        return sent.mock.calls.length;
      };
      await commands('changed');
      // One command for each name of the key, sent together.
      expect(await commands('changed')).toBe(2 + 2);
      expect(await commands('announced')).toBe(2 + 2);
      expect(await commands('after')).toBe(2);
    });
  });
});

type Open = (session: SessionId, activity?: string) => Promise<ReturnType<typeof openedTurn>>;
