import { createRecoveryStore } from '../../../src/recovery/store/create-recovery-store';
import { createAzureMailer } from '../../../src/adapters/azure/mailer';
import { createBullMailQueue } from '../../../src/adapters/bullmq/mail-queue';
import { createBullRecoveryTimers } from '../../../src/adapters/bullmq/recovery-timers';
import { demoEmployers } from '../../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../../src/adapters/memory/employer-registry';
import { createRedisRateLimits } from '../../../src/adapters/rate-limiter/redis-rate-limits';
import { createRedisMailQuota } from '../../../src/adapters/redis/mail-quota/mail-quota';
import { createRedisSentMailLog } from '../../../src/adapters/redis/sent-mail-log';
import { connectBlockingRedis, connectRedis } from '../../../src/adapters/redis/client';
import { createRedisTargetStore } from '../../../src/adapters/redis/targets/target-store';
import { systemClock as clock } from '../../../src/adapters/system/clock';
import { systemRandom as random } from '../../../src/adapters/system/random';
import { Sensitive } from '../../../src/domain/sensitive';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import { createPhraseBook } from '../../../src/i18n/phrase-book';
import { createMailRenderer } from '../../../src/mail/mail-renderer';
import type { RecoveryId } from '../../../src/ports/ids';
import type { RecoveryRules } from '../../../src/domain/recovery/rules';
import { createRecovery } from '../../../src/recovery/create-recovery';
import type { RecoveryOptions } from '../../../src/recovery/options';
import { jobRetryPolicy, mailRetryRules, sentMailRules } from '../../../src/policy/mail';
import { FAILURE_LOCKOUT, rateLimitRules } from '../../../src/policy/rate-limits';
import { accessKeyRules, codeLength, MAIL_WAIT_TIMEOUT, recoveryRules } from '../../../src/policy/recovery';
import { fastHasher } from '../secrets/fast-hasher';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createRecordingAuditTrail } from '../recovery/recording-audit-trail';

const unwrapped = <P extends object>(_name: string, port: P): P => port;

export interface DurableRecoveryOptions {
  readonly redisUrl: string;
  /** The connection string of Azure Communication Services or of its fake. */
  readonly connectionString: string;
  readonly publicUrl: string;
  /** Replaces the policy, so that a test waits for shorter times. */
  readonly rules?: RecoveryRules;
  /** Wraps ports of the use cases. */
  readonly wrap?: <P extends object>(name: string, port: P) => P;
}

/** Opens the use cases as one process has them: on Redis with its jobs, and with the real mail client. */
export async function openDurableRecovery(options: DurableRecoveryOptions) {
  const { connectionString, publicUrl, redisUrl, rules = recoveryRules, wrap = unwrapped } = options;
  const ignore = () => undefined;
  const redis = await connectRedis(redisUrl, ignore);
  const blockingRedis = connectBlockingRedis(redisUrl, ignore);
  const queueOptions = {
    redis,
    blockingRedis,
    clock,
    random,
    retries: jobRetryPolicy,
    onFailure: ignore,
    onError: ignore,
  };
  const queue = createBullMailQueue(queueOptions);
  const timers = createBullRecoveryTimers(queueOptions);
  const employers = createMemoryEmployers({ employers: demoEmployers, hasher: fastHasher });
  const notified: RecoveryId[] = [];
  const audit = createRecordingAuditTrail();

  const ports: RecoveryOptions = {
    clock,
    random,
    keyRing,
    employers: wrap('employers', employers),
    credentials: employers,
    store: wrap('store', createRecoveryStore(createRedisTargetStore({ redis, keyRing }), rules)),
    limits: createRedisRateLimits({ redis, keyRing, rules: rateLimitRules }),
    audit,
    hasher: fastHasher,
    strength: { score: () => 4 },
    phrases: createPhraseBook(random),
    queue: wrap('queue', queue),
    timers: wrap('timers', timers),
    mailQuota: wrap(
      'mailQuota',
      createRedisMailQuota({ redis, rules: { limits: [{ most: 100, per: 60_000 }], reservedShare: 0 } }),
    ),
    sentMails: wrap('sentMails', createRedisSentMailLog({ redis, rules: sentMailRules })),
    mailer: wrap(
      'mailer',
      createAzureMailer({
        connectionString: new Sensitive(connectionString),
        from: 'no-reply@example.org',
        timeout: mailRetryRules.tryTimeout,
      }),
    ),
    mailRenderer: createMailRenderer({ catalog: createMessageCatalog() }),
    notifier: wrap('notifier', {
      notify: (_address: unknown, recovery: RecoveryId) => Promise.resolve(void notified.push(recovery)),
    }),
    reportError: ignore,
    settings: {
      publicUrl,
      codeLength: codeLength.standard,
      emailHint: 'masked',
      lifetimes: { code: rules.code.lifetime, link: rules.link.lifetime },
      mailWaitTimeout: MAIL_WAIT_TIMEOUT,
      mailAcceptTimeout: rules.acceptTimeout,
      mail: mailRetryRules,
      failureLockout: FAILURE_LOCKOUT,
      key: accessKeyRules,
    },
  };

  return {
    ...createRecovery(ports),
    store: ports.store,
    audit,
    /** The recoveries of the notifications, oldest first. */
    notified,
    async close() {
      await Promise.all([queue.close(), timers.close()]);
      redis.disconnect();
      blockingRedis.disconnect();
    },
  };
}
