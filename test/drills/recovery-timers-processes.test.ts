import { setTimeout as delay } from 'node:timers/promises';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import { SECOND } from '../../src/domain/time';
import type { RecoveryId } from '../../src/ports/ids';
import { recoveryRules } from '../../src/policy/recovery';
import { startFakeAzureEmail, type FakeAzureEmail } from '../support/mail/azure-email-service';
import { openDurableRecovery } from '../support/processes/durable-recovery';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { codeInText, linkInText } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';
import { requester, demoClaim } from '../support/recovery/in-memory-recovery';
import { waitUntil } from '../support/jest/wait-until';

/** The rules of the policy, with lifetimes of seconds instead of minutes. */
const rules = {
  ...recoveryRules,
  acceptTimeout: 2 * SECOND,
  code: { ...recoveryRules.code, lifetime: 6 * SECOND, spacing: 0 },
  link: { ...recoveryRules.link, lifetime: 6 * SECOND, spacing: 0 },
  resetSession: { lifetime: 4 * SECOND },
};

describeWith(['redis-server'], 'recovery timer with several processes on one Redis', () => {
  let redis: RedisServer;
  let mail: FakeAzureEmail;
  let processes: Awaited<ReturnType<typeof openDurableRecovery>>[];
  beforeEach(async () => {
    [redis, mail] = await Promise.all([startRedis(), startFakeAzureEmail()]);
    const options = {
      redisUrl: redis.url,
      connectionString: mail.connectionString,
      publicUrl: 'https://x.example.org',
    };
    processes = await Promise.all([1, 2, 3].map(() => openDurableRecovery({ ...options, rules })));
  });
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.close()));
    await Promise.all([redis.stop(), mail.close()]);
  });

  /** Counts the notifications of a recovery by all processes together. */
  const notificationsOf = (id: RecoveryId) =>
    processes.flatMap((one) => one.notified).filter((notified) => notified === id).length;
  const begin = async (index: number): Promise<RecoveryId> => {
    const outcome = await processes[index]?.chat.begin(demoClaim('empresa privada'), requester);
    if (outcome?.kind !== 'begun') throw new Error(outcome?.kind);
    await processes[index]?.chat.awaitMail(outcome.recovery, 'code');
    return outcome.recovery;
  };
  const verify = async (id: RecoveryId): Promise<void> => {
    const code = new Sensitive(codeInText(newest()) as OneTimeCode);
    expect(await processes[0]?.chat.verifyCode(id, code)).toEqual({ kind: 'verified' });
    await processes[0]?.chat.awaitMail(id, 'link');
  };
  const newest = () => mail.delivered.at(-1)?.content.plainText ?? '';

  it('a timer notifies the conversation of an unused code once, whichever process runs it', async () => {
    const ids = [await begin(0), await begin(1), await begin(2)];
    await delay(1_000);
    expect(ids.map(notificationsOf)).toEqual([0, 0, 0]);
    await waitUntil(() => ids.every((id) => notificationsOf(id) > 0));
    await delay(3_000);
    expect(ids.map(notificationsOf)).toEqual([1, 1, 1]);
  });

  it('a timer notifies of an unused link or page after the process that began the recovery has closed', async () => {
    const link = await begin(0);
    await verify(link);
    const page = await begin(0);
    await verify(page);
    const token = new Sensitive((linkInText(newest()).split('#t=')[1] ?? '') as LinkToken);
    expect((await processes[0]?.page.openLink(token))?.kind).toBe('opened');
    // The opening of the link causes a notification of its own.
    await waitUntil(() => notificationsOf(page) === 1);
    await processes.shift()?.close();
    // Both the code and the link had a timer, so that the link may be notified twice. The chat drops the second one.
    await waitUntil(() => notificationsOf(link) > 0 && notificationsOf(page) > 1);
  });

  it('a timer sends no notification after success or cancellation', async () => {
    const cancelled = await begin(1);
    await processes[1]?.chat.cancel(cancelled);
    const done = await begin(0);
    await verify(done);
    const token = new Sensitive((linkInText(newest()).split('#t=')[1] ?? '') as LinkToken);
    const opened = await processes[0]?.page.openLink(token);
    if (opened?.kind !== 'opened') throw new Error(opened?.kind);
    await processes[0]?.page.setKey(opened.session, new Sensitive('faro lento bajo nube 81'));
    // One notification tells that the link was opened, the other that the key is set.
    await waitUntil(() => notificationsOf(done) === 2);
    await delay(9_000);
    expect([notificationsOf(done), notificationsOf(cancelled)]).toEqual([2, 0]);
  });
});
