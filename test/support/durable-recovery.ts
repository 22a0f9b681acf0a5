import { createAzureMailer } from '../../src/adapters/azure/mailer';
import { createBullMailQueue } from '../../src/adapters/bullmq/mail-queue';
import { createBullRecoveryWatch } from '../../src/adapters/bullmq/recovery-watch';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../src/adapters/memory/employer-registry';
import { createRedisRateLimits } from '../../src/adapters/rate-limiter/redis-rate-limits';
import { createRedisMailBudget } from '../../src/adapters/redis/mail-budget';
import { createRedisMailLedger } from '../../src/adapters/redis/mail-ledger';
import { connectPatiently, connectRedis } from '../../src/adapters/redis/client';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery-store';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { systemRandom as random } from '../../src/adapters/system/random';
import { Sensitive } from '../../src/domain/sensitive';
import { createWords } from '../../src/i18n/load-copy';
import { createPhraseBook } from '../../src/i18n/phrase-book';
import { createMailWriter } from '../../src/mail/mail-writer';
import type { RecoveryId } from '../../src/ports/recovery-id';
import type { RecoveryRules } from '../../src/ports/recovery-store';
import { createRecovery } from '../../src/recovery/create-recovery';
import type { RecoveryOptions } from '../../src/recovery/options';
import { policy } from '../../src/recovery/policy';
import { hastyHasher } from './hasty-hasher';
import { testKeyRing as keyRing } from './key-ring';
import { createListeningTrail } from './listening-trail';

const asItIs = <P extends object>(_name: string, port: P): P => port;

export interface DurableRecoveryOptions {
  readonly redisUrl: string;
  /** Of Azure Communication Services, or what stands in for it. */
  readonly connectionString: string;
  readonly publicUrl: string;
  /** Shorter times than the policy's, where a test waits for them. */
  readonly rules?: RecoveryRules;
  /** May put something between the use cases and a port. */
  readonly wrap?: <P extends object>(name: string, port: P) => P;
}

/** The use cases as one process has them: on Redis, with its jobs, and with the real mail client. */
export async function openDurableRecovery(options: DurableRecoveryOptions) {
  const { connectionString, publicUrl, redisUrl, rules = policy.recovery, wrap = asItIs } = options;
  const ignore = () => undefined;
  const redis = await connectRedis(redisUrl, ignore);
  const patient = connectPatiently(redisUrl, ignore);
  const hearing = { redis, patient, clock, random, onFailure: ignore, onTrouble: ignore };
  const queue = createBullMailQueue(hearing);
  const watch = createBullRecoveryWatch(hearing);
  const employers = createMemoryEmployers({ employers: demoEmployers, hasher: hastyHasher });
  const told: RecoveryId[] = [];
  const audit = createListeningTrail();

  const ports: RecoveryOptions = {
    clock,
    random,
    keyRing,
    employers: wrap('employers', employers),
    credentials: employers,
    store: wrap('store', createRedisRecoveryStore({ redis, keyRing, rules })),
    limits: createRedisRateLimits({ redis, keyRing, rules: policy.limits }),
    audit,
    hasher: hastyHasher,
    strength: { score: () => 4 },
    phrases: createPhraseBook(random),
    queue: wrap('queue', queue),
    watch: wrap('watch', watch),
    budget: wrap(
      'budget',
      createRedisMailBudget({ redis, rate: { limits: [{ most: 100, per: 60_000 }], reserved: 0 } }),
    ),
    ledger: wrap('ledger', createRedisMailLedger({ redis, rules: policy.ledger })),
    mailer: wrap(
      'mailer',
      createAzureMailer({ connectionString: new Sensitive(connectionString), from: 'no-reply@example.org' }),
    ),
    writer: createMailWriter({ words: createWords() }),
    notifier: wrap('notifier', {
      tell: (_address: unknown, recovery: RecoveryId) => Promise.resolve(void told.push(recovery)),
    }),
    alarm: ignore,
    settings: {
      publicUrl,
      codeLength: policy.code.length,
      emailHint: 'masked',
      lifetimes: { code: rules.code.lifetime, link: rules.link.lifetime },
      waitForMail: policy.waitForMail,
      acceptWithin: rules.acceptWithin,
      mail: policy.mail,
      pauseAfterFailures: policy.pauseAfterFailures,
      key: policy.key,
    },
  };

  return {
    ...createRecovery(ports),
    store: ports.store,
    audit,
    /** Conversations that were told something, oldest first. */
    told,
    async close() {
      await Promise.all([queue.close(), watch.close()]);
      redis.disconnect();
      patient.disconnect();
    },
  };
}
