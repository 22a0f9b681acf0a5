import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { createRedisSessionStore } from '../../src/adapters/redis/session/session-store';
import { systemRandom } from '../../src/adapters/system/random';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { sessionRules } from '../../src/policy/chat';
import type { Instant } from '../../src/domain/time';
import type { ActivityId, SessionId } from '../../src/ports/chat/session-store';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { testKeyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { describeSessionStore, openedTurn } from './suites/session-store';

describeSessionStore('memory', () => {
  let passed = 0;
  const clock = { now: () => (Date.now() + passed) as Instant };
  const store = createMemorySessionStore({ clock, random: systemRandom, rules: sessionRules });
  return {
    open: (rules) =>
      rules ? createMemorySessionStore({ clock, random: systemRandom, rules: { ...sessionRules, ...rules } }) : store,
    passTime: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
  };
});

describeOnRedis((name, redis) => {
  const open = (rules = {}) =>
    createRedisSessionStore({
      redis: redis(),
      keyRing: testKeyRing,
      random: systemRandom,
      rules: { ...sessionRules, ...rules },
    });

  describeSessionStore(`Redis ${name}`, () => ({ open, passTime: (ms) => fastForwardRedis(redis(), ms) }));

  describe(`session store on a Redis ${name}`, () => {
    const id = 'emulator/conversations/42' as SessionId;

    it('a stored value that cannot be opened reads as absent', async () => {
      await openedTurn(await open().acquire(id, undefined)).save('sealed', '*');
      const keyRing = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 'some other key') }]);
      const keyRingWithSameMacs = { ...keyRing, mac: testKeyRing.mac.bind(testKeyRing) };
      const other = createRedisSessionStore({
        redis: redis(),
        keyRing: keyRingWithSameMacs,
        random: systemRandom,
        rules: sessionRules,
      });
      const turn = openedTurn(await other.acquire(id, 'again' as ActivityId));
      expect(turn.stored).toBeUndefined();
      expect(await turn.save('anew', '*')).toBe('saved');
    });
  });
});
