import { createRecoveryStore } from '../../../src/recovery/store/create-recovery-store';
import { createMemoryEmployers } from '../../../src/adapters/memory/employer-registry';
import type { DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import { createUnlimitedMailQuota } from '../../../src/adapters/memory/mail-quota';
import { createRedisRateLimits } from '../../../src/adapters/rate-limiter/redis-rate-limits';
import type { RedisClient } from '../../../src/adapters/redis/client';
import { createRedisSentMailLog } from '../../../src/adapters/redis/sent-mail-log';
import { createRedisTargetStore } from '../../../src/adapters/redis/targets/target-store';
import { systemRandom as random } from '../../../src/adapters/system/random';
import type { Instant } from '../../../src/domain/time';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import { createPhraseBook } from '../../../src/i18n/phrase-book';
import { createMailRenderer } from '../../../src/mail/mail-renderer';
import type { CredentialDirectory, AccessKeyHash } from '../../../src/ports/registry/credential-directory';
import type { SleepingClock } from '../../../src/ports/system';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { Mailer } from '../../../src/ports/mail/mailer';
import { createRecovery } from '../../../src/recovery/create-recovery';
import { mailRetryRules, sentMailRules } from '../../../src/policy/mail';
import { FAILURE_LOCKOUT, rateLimitRules } from '../../../src/policy/rate-limits';
import { accessKeyRules, codeLength, recoveryRules } from '../../../src/policy/recovery';
import type { ReplyAddress } from '../../../src/ports/ids';
import type { Requester } from '../../../src/recovery/recovery';
import { fastForwardRedis } from '../redis/fast-forward';
import { fastHasher } from '../secrets/fast-hasher';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createRecordingAuditTrail } from './recording-audit-trail';
import { createCrashablePorts } from './crashing-ports';
import { createManualMailQueue } from './manual-mail-queue';
import { createManualRecoveryTimers } from './manual-recovery-timers';

/** A sent mail. */
export interface SimulatedMail {
  readonly job: MailJob;
  readonly operation: string;
  readonly to: string;
  readonly text: string;
  /** On the simulation's clock. */
  readonly at: number;
}

/** Runs the use cases on a real Redis with manual time, jobs and crashes. The clock of the processes is `skew` ms ahead of Redis. */
export function createSimulation(redis: RedisClient, employers: readonly DemoEmployer[], skew = 0) {
  let offset = 0;
  const clock: SleepingClock = { now: () => (Date.now() + offset + skew) as Instant, sleep: () => Promise.resolve() };
  const queue = createManualMailQueue(clock);
  const { fireDueTimers, timers } = createManualRecoveryTimers(clock);
  const registry = createMemoryEmployers({ employers, hasher: fastHasher });
  const store = createRecoveryStore(createRedisTargetStore({ redis, keyRing }), recoveryRules);
  const limits = createRedisRateLimits({ redis, keyRing, rules: rateLimitRules });
  const sentMailLog = createRedisSentMailLog({ redis, rules: sentMailRules });
  const mailRenderer = createMailRenderer({ catalog: createMessageCatalog() });
  const phrases = createPhraseBook(random);

  const sent: SimulatedMail[] = [];
  const mailer: Mailer = {
    send({ operationId, text, to }) {
      const job = queue.current();
      if (job === undefined) throw new Error('a mail was sent outside of a job');
      sent.push({ job, operation: operationId, to: to.expose(), text: text.expose(), at: clock.now() });
      return Promise.resolve({ kind: 'accepted' });
    },
  };

  const changed: AccessKeyHash[] = [];
  const credentials: CredentialDirectory = {
    isCurrentKey: (employer, key) => registry.isCurrentKey(employer, key),
    async setKey(change) {
      const verdict = await registry.setKey(change);
      if (verdict === 'changed') changed.push(change.hash);
      return verdict;
    },
  };

  /** Starts a process, which owns nothing that outlives it. */
  function startProcess() {
    const { wrap, ...crashControl } = createCrashablePorts();
    const recovery = createRecovery({
      clock,
      random,
      keyRing,
      employers: wrap(registry),
      credentials: wrap(credentials),
      store: wrap(store),
      limits: wrap(limits),
      audit: createRecordingAuditTrail(),
      hasher: fastHasher,
      strength: { score: () => 4 },
      phrases,
      queue: { ...wrap(queue.queue), handle: () => undefined },
      timers: wrap(timers),
      mailQuota: createUnlimitedMailQuota(),
      sentMails: wrap(sentMailLog),
      mailer: wrap(mailer),
      mailRenderer,
      notifier: { notify: () => Promise.resolve() },
      reportError: () => undefined,
      settings: {
        publicUrl: 'https://recuperacion.example.org',
        codeLength: codeLength.standard,
        emailHint: 'masked',
        lifetimes: { code: recoveryRules.code.lifetime, link: recoveryRules.link.lifetime },
        mailWaitTimeout: 0,
        mailAcceptTimeout: recoveryRules.acceptTimeout,
        mail: mailRetryRules,
        failureLockout: FAILURE_LOCKOUT,
        key: accessKeyRules,
      },
    });
    return { ...crashControl, ...recovery };
  }

  return {
    employers,
    startProcess,
    requesterOf: (person: number): Requester => ({
      locale: 'es-EC',
      replyTo: '{}' as ReplyAddress,
      account: { channel: 'test', conversation: `test|c${person}`, user: `test|u${person}` },
    }),
    store,
    registry,
    /** The sent mails, oldest first. */
    sent,
    /** The hashes of the keys that were set, oldest first. */
    changed,
    now: () => clock.now(),
    work: queue.work,
    fireDueTimers,
    async passTime(ms: number) {
      await fastForwardRedis(redis, ms);
      offset += ms;
    },
  };
}

export type Simulation = ReturnType<typeof createSimulation>;
export type SimulatedProcess = ReturnType<Simulation['startProcess']>;
