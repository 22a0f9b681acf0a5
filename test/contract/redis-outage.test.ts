import { createRecoveryStore } from '../../src/recovery/store/create-recovery-store';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisTargetStore } from '../../src/adapters/redis/targets/target-store';
import { createRedisSessionStore } from '../../src/adapters/redis/session/session-store';
import { systemRandom } from '../../src/adapters/system/random';
import { Unavailable } from '../../src/ports/errors';
import type { Mac } from '../../src/ports/security/key-ring';
import type { RecoveryStore } from '../../src/ports/recovery/recovery-store';
import type { SessionId, SessionStore } from '../../src/ports/chat/session-store';
import { sessionRules } from '../../src/policy/chat';
import { testKeyRing } from '../support/secrets/key-rings';
import { startRedisCluster } from '../support/redis/redis-cluster';
import { freePort, startRedis, type RedisServer } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import {
  JOB_ID,
  mailJobOf,
  recoveryFacts,
  newCode,
  newRecoveryId,
  newTarget,
  newToken,
  rules,
  createRecoverySteps,
} from './suites/recovery-store/harness';

interface Stores {
  readonly redis: RedisClient;
  readonly recoveries: RecoveryStore;
  readonly sessions: SessionStore;
  readonly errors: readonly Error[];
}

async function connect(url: string): Promise<Stores> {
  const errors: Error[] = [];
  const redis = await connectRedis(url, (error) => errors.push(error));
  const sessions = { redis, keyRing: testKeyRing, random: systemRandom, rules: sessionRules };
  return {
    redis,
    errors,
    recoveries: createRecoveryStore(createRedisTargetStore({ redis, keyRing: testKeyRing }), rules),
    sessions: createRedisSessionStore(sessions),
  };
}

/** Returns the error. Fails when the promise resolves or takes longer than two seconds. */
async function refusal(answer: Promise<unknown>): Promise<Unavailable> {
  const from = performance.now();
  const error = await answer.then(
    () => new Error('it was not refused'),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(Unavailable);
  expect(performance.now() - from).toBeLessThan(2_000);
  return error as Unavailable;
}

async function answersAgain(store: { ping(): Promise<void> }): Promise<void> {
  for (;;) {
    const answered = await store.ping().then(
      () => true,
      () => new Promise<false>((resolve) => setTimeout(resolve, 20, false)),
    );
    if (answered) return;
  }
}

const session = 'emulator/conversations/1' as SessionId;

describeWith(['redis-server'], 'Redis outage', () => {
  let server: RedisServer;
  let stores: Stores;
  beforeEach(async () => {
    server = await startRedis();
    stores = await connect(server.url);
  });
  afterEach(async () => {
    stores.redis.disconnect();
    await server.stop();
  });

  it('the stores reject every operation at once during an outage, and work again when Redis is back', async () => {
    const { recoveries, sessions } = stores;
    const opened = await sessions.acquire(session, undefined);
    const id = newRecoveryId();
    await server.stop();

    const refused = [
      () => recoveries.resolveTarget([newTarget() as Mac, newTarget() as Mac]),
      () => recoveries.suspend(newTarget() as Mac, 1),
      () => recoveries.lift(newTarget() as Mac),
      () => recoveries.create(id, recoveryFacts, JOB_ID),
      () => recoveries.find(id),
      () => recoveries.requestMail(id, 'code', JOB_ID),
      () => recoveries.storeSecret(mailJobOf(id, 'code'), newCode()),
      () => recoveries.storeSecret(mailJobOf(id, 'link'), newToken()),
      () => recoveries.activateSecret(mailJobOf(id, 'code'), newCode()),
      () => recoveries.markUnsent(mailJobOf(id, 'code')),
      () => recoveries.markBounced(id, 'code'),
      () => recoveries.checkOwed(mailJobOf(id, 'code'), newCode()),
      () => recoveries.stopWaiting(id),
      () => recoveries.attempt(id, [newCode()], JOB_ID),
      () => recoveries.findByToken(newToken()),
      () => recoveries.openLink(id, newToken(), newToken()),
      () => recoveries.findResetSession(id, newToken()),
      () => recoveries.complete(id, newToken()),
      () => recoveries.cancel(id),
      () => recoveries.ping(),
      () => sessions.acquire(session, undefined),
      () => sessions.ping(),
    ];
    for (const step of refused) expect(await refusal(step())).toMatchObject({ port: 'redis' });
    if (opened.kind === 'acquired') await refusal(opened.turn.save('lost', '*'));

    await server.restart();
    await answersAgain(recoveries);
    await createRecoverySteps(recoveries).openLink();
    expect(await sessions.acquire(session, undefined)).toMatchObject({ kind: 'acquired' });
  });

  it('the stores reject an operation in flight and do not send it again', async () => {
    server.freeze();
    const id = newRecoveryId();
    const error = await refusal(stores.recoveries.create(id, recoveryFacts, JOB_ID));
    await server.stop();
    await server.restart();
    await answersAgain(stores.recoveries);
    expect(await stores.recoveries.find(id)).toBeUndefined();
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('the stores report an error that quotes neither the request nor the stored values', async () => {
    const [id, code] = [newRecoveryId(), newCode()];
    await stores.redis.set(`target:{${id.slice(0, id.indexOf('.'))}}`, 'no hash');
    const wrongType = await refusal(stores.recoveries.attempt(id, [code], JOB_ID));
    await server.stop();
    const down = await refusal(stores.recoveries.attempt(id, [code], JOB_ID));
    for (const error of [wrongType, down]) {
      const { inspect } = await import('node:util');
      const printed = inspect(error, { depth: 10, showHidden: true });
      expect([id, code].filter((value) => printed.includes(value))).toEqual([]);
    }
  });

  it('the stores can be created without Redis and connect later', async () => {
    await server.stop();
    const early = await connect(server.url);
    await refusal(early.sessions.acquire(session, undefined));
    expect(early.errors.length).toBeGreaterThan(0);
    await server.restart();
    await answersAgain(early.sessions);
    early.redis.disconnect();
  });

  it('the stores reject operations of a cluster when no node answers', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    const { redis, recoveries, errors } = await connect(`${nobody}, ${nobody}`);
    await refusal(recoveries.create(newRecoveryId(), recoveryFacts, JOB_ID));
    expect(errors.length).toBeGreaterThan(0);
    redis.disconnect();
  });
});

describeWith(['redis-server'], 'outage of one master of a cluster', () => {
  it('the store rejects the targets of that master at once, and the others work', async () => {
    const cluster = await startRedisCluster();
    const { redis, recoveries } = await connect(cluster.url);
    try {
      const ids = Array.from({ length: 30 }, newRecoveryId);
      await Promise.all(ids.map((id) => recoveries.create(id, recoveryFacts, JOB_ID)));
      await cluster.masters[0]?.stop();
      const answers = await Promise.all(ids.map((id) => recoveries.find(id).catch(() => 'refused' as const)));
      expect(answers.filter((answer) => answer === 'refused').length).toBeGreaterThan(0);
      expect(answers.filter((answer) => answer !== 'refused').length).toBeGreaterThan(0);
      expect(answers.filter((answer) => answer === undefined)).toEqual([]);
    } finally {
      redis.disconnect();
      await cluster.stop();
    }
  });
});
