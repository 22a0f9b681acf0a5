import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery-store';
import { createRedisSessionStore } from '../../src/adapters/redis/session-store';
import { systemRandom } from '../../src/adapters/system/random';
import { Unavailable } from '../../src/ports/errors';
import type { Mac } from '../../src/ports/key-ring';
import type { RecoveryStore } from '../../src/ports/recovery-store';
import type { SessionId, SessionStore } from '../../src/ports/session-store';
import { policy } from '../../src/recovery/policy';
import { testKeyRing } from '../support/key-ring';
import { startRedisCluster } from '../support/redis-cluster';
import { freePort, startRedis, type RedisServer } from '../support/redis-server';
import { describeWith } from '../support/tools';
import { JOB, jobOf, facts, newCode, newId, newTarget, newToken, rules, stepsOf } from './recovery-store-world';

interface Stores {
  readonly redis: RedisClient;
  readonly recoveries: RecoveryStore;
  readonly sessions: SessionStore;
  readonly troubles: readonly Error[];
}

async function connect(url: string): Promise<Stores> {
  const troubles: Error[] = [];
  const redis = await connectRedis(url, (error) => troubles.push(error));
  const sessions = { redis, keyRing: testKeyRing, random: systemRandom, rules: policy.session };
  return {
    redis,
    troubles,
    recoveries: createRedisRecoveryStore({ redis, keyRing: testKeyRing, rules }),
    sessions: createRedisSessionStore(sessions),
  };
}

/** Why it was refused; fails when it was not, or only after more than two seconds. */
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

describeWith(['redis-server'], 'when Redis is down', () => {
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

  it('every step is refused at once, and works again when Redis is back', async () => {
    const { recoveries, sessions } = stores;
    const opened = await sessions.open(session, undefined);
    const id = newId();
    await server.stop();

    const refused = [
      () => recoveries.nameTarget([newTarget() as Mac, newTarget() as Mac]),
      () => recoveries.pause(newTarget() as Mac, 1),
      () => recoveries.resume(newTarget() as Mac),
      () => recoveries.create(id, facts, JOB),
      () => recoveries.find(id),
      () => recoveries.owe(id, 'code', JOB),
      () => recoveries.place(jobOf(id, 'code'), newCode()),
      () => recoveries.place(jobOf(id, 'link'), newToken()),
      () => recoveries.start(jobOf(id, 'code'), newCode()),
      () => recoveries.giveUp(jobOf(id, 'code')),
      () => recoveries.bounce(id, 'code'),
      () => recoveries.owes(jobOf(id, 'code'), newCode()),
      () => recoveries.handOver(id),
      () => recoveries.attempt(id, [newCode()], JOB),
      () => recoveries.locate(newToken()),
      () => recoveries.open(id, newToken(), newToken()),
      () => recoveries.session(id, newToken()),
      () => recoveries.finish(id, newToken()),
      () => recoveries.cancel(id),
      () => recoveries.ping(),
      () => sessions.open(session, undefined),
      () => sessions.ping(),
    ];
    for (const step of refused) expect(await refusal(step())).toMatchObject({ port: 'redis' });
    if (opened.kind === 'opened') await refusal(opened.turn.save('lost', '*'));

    await server.restart();
    await answersAgain(recoveries);
    await stepsOf(recoveries).opened();
    expect(await sessions.open(session, undefined)).toMatchObject({ kind: 'opened' });
  });

  it('a step that was under way is refused and not sent again', async () => {
    server.freeze();
    const id = newId();
    const error = await refusal(stores.recoveries.create(id, facts, JOB));
    await server.stop();
    await server.restart();
    await answersAgain(stores.recoveries);
    expect(await stores.recoveries.find(id)).toBeUndefined();
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('the error names neither what was asked nor what was stored', async () => {
    const [id, code] = [newId(), newCode()];
    await stores.redis.set(`failures:{${id.slice(0, id.indexOf('.'))}}`, 'no hash');
    const wrongType = await refusal(stores.recoveries.attempt(id, [code], JOB));
    await server.stop();
    const down = await refusal(stores.recoveries.attempt(id, [code], JOB));
    for (const error of [wrongType, down]) {
      const { inspect } = await import('node:util');
      const printed = inspect(error, { depth: 10, showHidden: true });
      expect([id, code].filter((value) => printed.includes(value))).toEqual([]);
    }
  });

  it('the service starts all the same, and connects when Redis is there', async () => {
    await server.stop();
    const early = await connect(server.url);
    await refusal(early.sessions.open(session, undefined));
    expect(early.troubles.length).toBeGreaterThan(0);
    await server.restart();
    await answersAgain(early.sessions);
    early.redis.disconnect();
  });

  it('a cluster that nobody answers for is refused too', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    const { redis, recoveries, troubles } = await connect(`${nobody}, ${nobody}`);
    await refusal(recoveries.create(newId(), facts, JOB));
    expect(troubles.length).toBeGreaterThan(0);
    redis.disconnect();
  });
});

describeWith(['redis-server'], 'when a master of a cluster is down', () => {
  it('its targets are refused at once, the others work on', async () => {
    const cluster = await startRedisCluster();
    const { redis, recoveries } = await connect(cluster.url);
    try {
      const ids = Array.from({ length: 30 }, newId);
      await Promise.all(ids.map((id) => recoveries.create(id, facts, JOB)));
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
