import { createRecoveryStore } from '../../src/recovery/store/create-recovery-store';
import { createRedisTargetStore } from '../../src/adapters/redis/targets/target-store';
import { createRedisSessionStore } from '../../src/adapters/redis/session/session-store';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { systemRandom } from '../../src/adapters/system/random';
import { canonicalClaim } from '../../src/domain/claim/claim';
import { DAY } from '../../src/domain/time';
import type { ActivityId, SessionId } from '../../src/ports/chat/session-store';
import { sessionRules } from '../../src/policy/chat';
import { allKeys } from '../support/redis/fast-forward';
import { testKeyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import {
  JOB_ID,
  recoveryFacts,
  newTarget,
  newRecoveryId,
  newRecoveryOf,
  rules,
  createRecoverySteps,
  WRONG_CODE,
} from './suites/recovery-store/harness';
import { openedTurn } from './suites/session-store';

describeOnRedis((name, redis) => {
  describe(`recovery data in a Redis ${name}`, () => {
    const target = testKeyRing.mac('target', canonicalClaim(recoveryFacts.claim));
    const recoveries = (keyRing = testKeyRing) =>
      createRecoveryStore(createRedisTargetStore({ redis: redis(), keyRing }), rules);
    const sessions = () =>
      createRedisSessionStore({ redis: redis(), keyRing: testKeyRing, random: systemRandom, rules: sessionRules });

    it('the stored data contains no personal data, and every key has an expiry', async () => {
      const steps = createRecoverySteps(recoveries());
      await steps.begin(newRecoveryOf(target));
      const { id } = await steps.sendCode(newRecoveryOf(target));
      await steps.openLink(newRecoveryOf(target));
      await steps.sendLink(newRecoveryOf(target));
      await recoveries().attempt(id, [WRONG_CODE], JOB_ID);
      await recoveries().suspend(target, DAY);
      const session = 'msteams/conversations/19:meeting' as SessionId;
      const value = JSON.stringify({ said: recoveryFacts.claim });
      await openedTurn(await sessions().acquire(session, 'activity-1' as ActivityId)).save(value, '*');
      const turn = openedTurn(await sessions().acquire(session, 'activity-2' as ActivityId));

      const held = await everything();
      await turn.release();
      await recoveries().lift(target);
      const kinds = ['target:', 'token:', 'session:', ':hold', ':seen:'];
      expect(kinds.filter((kind) => !held.text.includes(kind))).toEqual([]);
      const { ruc, branch, document } = recoveryFacts.claim;
      const plain = [ruc, JSON.stringify({ branch }).slice(1, -1), 'number' in document ? document.number : ''];
      const named = [
        ...plain,
        recoveryFacts.maskedMailbox,
        recoveryFacts.maskedName ?? 'no name in the facts',
        recoveryFacts.phrase,
        recoveryFacts.replyTo,
        session,
        'activity-1',
        '19:meeting',
      ];
      expect(named.filter((secret) => held.text.includes(secret))).toEqual([]);
      expect(held.ends.filter((ms) => ms <= 0 || ms > 30 * DAY)).toEqual([]);
    });

    it('a stored target cannot be put in the place of another, nor opened with another key', async () => {
      const steps = createRecoverySteps(recoveries());
      const [from, to] = [await steps.begin(newRecoveryOf(target)), await steps.begin(newRecoveryId())];
      await redis().hset(keyOf(to), 'sealed', await sealedOf(from));
      expect(await recoveries().find(to)).toBeUndefined();
      expect(await recoveries().find(from)).toMatchObject({ facts: recoveryFacts });
      const other = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 'some other key') }]);
      expect(await recoveries(other).find(from)).toBeUndefined();
    });

    it('somebody who can write to Redis but lacks the secret key cannot make their own link open another recovery', async () => {
      const steps = createRecoverySteps(recoveries());
      const mine = await steps.sendLink(newRecoveryOf(newTarget()));
      const theirs = await steps.sendLink(newRecoveryOf(newTarget()));
      // Puts the state of one recovery in the place of the other, and its token entry under every key for tokens.
      await redis().hset(keyOf(theirs.id), 'sealed', await sealedOf(mine.id));
      const entries = (await allKeys(redis())).filter((key) => key.startsWith('token:'));
      const values = await Promise.all(entries.map((key) => redis().get(key)));
      for (const key of entries) {
        for (const value of [...values, theirs.id]) {
          await redis().set(key, value ?? '', 'PX', 60_000);
          expect(await recoveries().findByToken(mine.link)).not.toBe(theirs.id);
        }
      }
    });

    const keyOf = (id: string) => `target:{${id.slice(0, id.indexOf('.'))}}`;
    const sealedOf = async (id: string) => (await redis().hget(keyOf(id), 'sealed')) ?? '';

    it('a target that was sealed in another format reads as empty', async () => {
      const id = await createRecoverySteps(recoveries()).begin(newRecoveryOf(target));
      for (const plain of ['{"recoveries":{"x":{}}}', 'no JSON']) {
        await redis().hset(keyOf(id), 'sealed', testKeyRing.seal('recovery', plain, keyOf(id)));
        expect(await recoveries().find(id)).toBeUndefined();
      }
    });

    async function everything() {
      const keys = await allKeys(redis());
      const values = await Promise.all(
        keys.map(async (key) =>
          (await redis().type(key)) === 'hash' ? JSON.stringify(await redis().hgetall(key)) : redis().get(key),
        ),
      );
      const ends = await Promise.all(keys.map((key) => redis().pttl(key)));
      return { text: [...keys, ...values].join('\n'), ends };
    }
  });

  describe(`round trips to a Redis ${name}`, () => {
    it('a turn of a conversation takes two round trips', async () => {
      const client = redis();
      const store = createRedisSessionStore({
        redis: client,
        keyRing: testKeyRing,
        random: systemRandom,
        rules: sessionRules,
      });
      const sent = jest.spyOn(client, 'sendCommand');
      const turn = openedTurn(await store.acquire('counted' as SessionId, 'activity' as ActivityId));
      await turn.save('state', '*');
      await turn.release();
      const count = sent.mock.calls.length;
      sent.mockRestore();
      expect(count).toBe(2);
    });
  });
});
