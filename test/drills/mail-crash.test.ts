import { createRecoveryStore } from '../../src/recovery/store/create-recovery-store';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { connectRedis } from '../../src/adapters/redis/client';
import { createRedisTargetStore } from '../../src/adapters/redis/targets/target-store';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../src/adapters/memory/employer-registry';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import type { RecoveryId } from '../../src/ports/ids';
import { recoveryRules } from '../../src/policy/recovery';
import { macCode, macMailbox } from '../../src/recovery/secrets/digests';
import { recoveryFacts, mailJobOf, JOB_ID, newRecoveryId } from '../contract/suites/recovery-store/harness';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { openDurableRecovery } from '../support/processes/durable-recovery';
import { fastHasher } from '../support/secrets/fast-hasher';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { TYPESCRIPT_LOADER } from '../support/processes/run-script';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { demoClaim } from '../support/recovery/in-memory-recovery';

const CODE = '123456' as OneTimeCode;
/** Upper bound on the processes to start. The test ends with the first process that survives. */
const MOST = 60;
const AT_ONCE = 3;

describeWith(['redis-server'], 'process killed between the right code and the accepted link mail', () => {
  let redis: RedisServer;
  let mail: FakeAzureEmail;
  beforeAll(async () => {
    [redis, mail] = await Promise.all([startRedis(['--databases', String(MOST)]), startFakeAzureEmail()]);
  });
  afterAll(() => Promise.all([redis.stop(), mail.close()]));

  /** One killed process. Each has its own Redis database, so that no other process does its jobs. */
  interface Case {
    readonly id: RecoveryId;
    readonly redisUrl: string;
    readonly publicUrl: string;
    /** The step at which it was killed, or `survived`. */
    readonly point: string;
  }

  async function die(number: number): Promise<Case> {
    const redisUrl = `${redis.url}/${String(number)}`;
    const publicUrl = `https://case-${String(number)}.example.org`;
    const id = await withLiveCode(redisUrl);
    const script = 'test/support/processes/verify-code-process.ts';
    const given = [redisUrl, mail.connectionString, publicUrl, id, CODE, String(number)];
    const child = spawn(process.execPath, ['--require', TYPESCRIPT_LOADER, script, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    const point = printed.trim();
    if (point !== 'survived' && signal !== 'SIGKILL') throw new Error(`it ended by itself: ${printed}`);
    return { id, redisUrl, publicUrl, point };
  }

  it('a killed process leaves exactly one working link and a notified chat, whichever step it was killed at', async () => {
    const cases: Case[] = [];
    while (!cases.some(({ point }) => point === 'survived')) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => cases.length + index);
      cases.push(...(await Promise.all(batch.map(die))));
    }
    const dead = cases.filter(({ point }) => point !== 'survived');
    const points = dead.map(({ point }) => point);
    // The processes were killed at every step on the way.
    for (const step of [
      'store.attempt',
      'queue.add',
      'store.storeSecret',
      'sentMails.add',
      'mailer.send',
      'store.activateSecret',
    ])
      expect(points).toContain(`after ${step}`);
    expect(points).toContain('during mailer.send');

    const outcomes = await Promise.all(dead.map(outcomeOf));
    expect(outcomes.filter(({ opened }) => opened !== 1)).toEqual([]);
    // After that step the link is live and only the turn's answer is missing. The channel delivers the unanswered message again.
    const onTheWay = outcomes.slice(0, points.indexOf('after store.activateSecret') + 1);
    expect(onTheWay.filter(({ isNotified }) => !isNotified)).toEqual([]);
    // A second mail is sent only when the first had left already. A third is never sent.
    const twice = outcomes.filter(({ mails }) => mails > 1).map(({ point }) => point);
    expect(new Set(twice)).toEqual(new Set(['during mailer.send', 'after mailer.send', 'before store.activateSecret']));
    expect(Math.max(...outcomes.map(({ mails }) => mails))).toBe(2);
  }, 300_000);

  /** Opens the same Redis database anew, and returns what became of the recovery. */
  async function outcomeOf({ id, point, publicUrl, redisUrl }: Case) {
    const after = await openDurableRecovery({ redisUrl, connectionString: mail.connectionString, publicUrl });
    try {
      const isLive = async () => (await after.store.find(id))?.stage.kind === 'live';
      for (let tries = 0; tries < 400 && !((await isLive()) && after.notified.includes(id)); tries++) await delay(100);
      const isNotified = after.notified.includes(id);
      const tokens = mailsOf(publicUrl).map(tokenIn);
      let opened = 0;
      for (const token of tokens) if ((await after.page.openLink(token)).kind === 'opened') opened += 1;
      return { point, opened, isNotified, mails: tokens.length };
    } finally {
      await after.close();
    }
  }

  const mailsOf = (publicUrl: string): readonly string[] =>
    mail.delivered.map(({ content }) => content.plainText ?? '').filter((text) => text.includes(publicUrl));
});

const tokenIn = (text: string) => new Sensitive((/#t=([\w-]{43})/.exec(text)?.[1] ?? '') as LinkToken);

/** Stores a recovery whose live code the test knows. */
async function withLiveCode(redisUrl: string): Promise<RecoveryId> {
  const redis = await connectRedis(redisUrl, () => undefined);
  const store = createRecoveryStore(createRedisTargetStore({ redis, keyRing }), recoveryRules);
  const claim = demoClaim('empresa privada');
  const record = await createMemoryEmployers({ employers: demoEmployers, hasher: fastHasher }).find(claim);
  if (record?.mailbox === undefined) throw new Error('the demo company has no mailbox');
  const { credentialVersion } = record;
  const mailbox = macMailbox(keyRing, record.mailbox);
  const id = newRecoveryId();
  await store.create(id, { ...recoveryFacts, claim, mailbox, credentialVersion }, JOB_ID);
  const digest = macCode(keyRing, id, new Sensitive(CODE));
  await store.storeSecret(mailJobOf(id, 'code'), digest);
  await store.activateSecret(mailJobOf(id, 'code'), digest);
  redis.disconnect();
  return id;
}
