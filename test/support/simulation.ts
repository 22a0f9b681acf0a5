import { createMemoryEmployers } from '../../src/adapters/memory/employer-registry';
import type { DemoEmployer } from '../../src/adapters/memory/demo-employers';
import { createUnboundedMailBudget } from '../../src/adapters/memory/mail-budget';
import { createRedisRateLimits } from '../../src/adapters/rate-limiter/redis-rate-limits';
import type { RedisClient } from '../../src/adapters/redis/client';
import { createRedisMailLedger } from '../../src/adapters/redis/mail-ledger';
import { createRedisRecoveryStore } from '../../src/adapters/redis/recovery-store';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { Instant } from '../../src/domain/time';
import { createWords } from '../../src/i18n/load-copy';
import { createPhraseBook } from '../../src/i18n/phrase-book';
import { createMailWriter } from '../../src/mail/mail-writer';
import type { CredentialDirectory, KeyHash } from '../../src/ports/credential-directory';
import type { PatientClock } from '../../src/ports/clock';
import type { MailJob } from '../../src/ports/mail-job';
import type { Mailer } from '../../src/ports/mailer';
import { createRecovery } from '../../src/recovery/create-recovery';
import { policy } from '../../src/recovery/policy';
import type { ReplyAddress } from '../../src/ports/reply-address';
import type { Asker } from '../../src/recovery/recovery';
import { ageRedis } from './age-redis';
import { hastyHasher } from './hasty-hasher';
import { testKeyRing as keyRing } from './key-ring';
import { createListeningTrail } from './listening-trail';
import { createMortal } from './mortal';
import { createSteppedQueue } from './stepped-queue';
import { createSteppedWatch } from './stepped-watch';

/** A mail that left. */
export interface SentMail {
  readonly job: MailJob;
  readonly operation: string;
  readonly to: string;
  readonly text: string;
  /** On the simulation's clock. */
  readonly at: number;
}

/**
 * The use cases on a real Redis, in a world whose time, jobs and deaths come when the test says so. The clock of its processes may be
 * wrong by `skew` ms; Redis's is right.
 */
export function createSimulation(redis: RedisClient, employers: readonly DemoEmployer[], skew = 0) {
  let offset = 0;
  const clock: PatientClock = { now: () => (Date.now() + offset + skew) as Instant, pause: () => Promise.resolve() };
  const queue = createSteppedQueue(clock);
  const { lookNow, watch } = createSteppedWatch(clock);
  const registry = createMemoryEmployers({ employers, hasher: hastyHasher });
  const store = createRedisRecoveryStore({ redis, keyRing, rules: policy.recovery });
  const limits = createRedisRateLimits({ redis, keyRing, rules: policy.limits });
  const ledger = createRedisMailLedger({ redis, rules: policy.ledger });
  const writer = createMailWriter({ words: createWords() });
  const phrases = createPhraseBook(random);

  const sent: SentMail[] = [];
  const mailer: Mailer = {
    send({ operation, text, to }) {
      const job = queue.current();
      if (job === undefined) throw new Error('a mail of no job');
      sent.push({ job, operation, to: to.expose(), text: text.expose(), at: clock.now() });
      return Promise.resolve({ kind: 'accepted' });
    },
  };

  const changed: KeyHash[] = [];
  const credentials: CredentialDirectory = {
    isCurrentKey: (employer, key) => registry.isCurrentKey(employer, key),
    async setKey(change) {
      const verdict = await registry.setKey(change);
      if (verdict === 'changed') changed.push(change.hash);
      return verdict;
    },
  };

  /** A process like any other: whatever lasts is outside of it. */
  function startProcess() {
    const { wrap, ...mortal } = createMortal();
    const recovery = createRecovery({
      clock,
      random,
      keyRing,
      employers: wrap(registry),
      credentials: wrap(credentials),
      store: wrap(store),
      limits: wrap(limits),
      audit: createListeningTrail(),
      hasher: hastyHasher,
      strength: { score: () => 4 },
      phrases,
      queue: { ...wrap(queue.queue), handle: () => undefined },
      watch: wrap(watch),
      budget: createUnboundedMailBudget(),
      ledger: wrap(ledger),
      mailer: wrap(mailer),
      writer,
      notifier: { tell: () => Promise.resolve() },
      alarm: () => undefined,
      settings: {
        publicUrl: 'https://recuperacion.example.org',
        codeLength: policy.code.length,
        emailHint: 'masked',
        lifetimes: { code: policy.recovery.code.lifetime, link: policy.recovery.link.lifetime },
        waitForMail: 0,
        acceptWithin: policy.recovery.acceptWithin,
        mail: policy.mail,
        pauseAfterFailures: policy.pauseAfterFailures,
        key: policy.key,
      },
    });
    return { ...mortal, ...recovery };
  }

  return {
    employers,
    startProcess,
    askerOf: (who: number): Asker => ({
      locale: 'es-EC',
      replyTo: '{}' as ReplyAddress,
      origin: { channel: 'test', conversation: `test|c${who}`, user: `test|u${who}` },
    }),
    store,
    registry,
    /** Every mail that left, oldest first. */
    sent,
    /** The hash of every key that was put in force, oldest first. */
    changed,
    now: () => clock.now(),
    work: queue.work,
    lookNow,
    async pass(ms: number) {
      await ageRedis(redis, ms);
      offset += ms;
    },
  };
}

export type Simulation = ReturnType<typeof createSimulation>;
export type Process = ReturnType<Simulation['startProcess']>;
