import { createConversation } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../src/adapters/memory/employer-registry';
import { createLocalMailbox, type LocalMailbox } from '../../src/adapters/memory/local-mailbox';
import { createUnboundedMailBudget } from '../../src/adapters/memory/mail-budget';
import { createMemoryMailLedger } from '../../src/adapters/memory/mail-ledger';
import { createInProcessMailQueue } from '../../src/adapters/memory/mail-queue';
import { createMemoryRecoveryStore } from '../../src/adapters/memory/recovery-store';
import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { createKeyRing } from '../../src/adapters/system/key-ring';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { Bot } from '../../src/bot/bot';
import { createBot } from '../../src/bot/create-bot';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/foreigner-code';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import { createWords } from '../../src/i18n/load-copy';
import { createPhraseBook } from '../../src/i18n/phrase-book';
import { createMailWriter } from '../../src/mail/mail-writer';
import type { PatientClock } from '../../src/ports/clock';
import type { KeyHasher } from '../../src/ports/key-hasher';
import type { KeyStrength } from '../../src/ports/key-strength';
import type { MailJob } from '../../src/ports/mail-job';
import type { Notifier } from '../../src/ports/notifier';
import { createRecovery } from '../../src/recovery/create-recovery';
import { policy } from '../../src/recovery/policy';
import type { PageRecovery } from '../../src/recovery/recovery';
import { roomyLimits } from '../support/roomy-limits';

export interface Desk {
  readonly bot: Bot;
  readonly page: PageRecovery;
  readonly mailbox: LocalMailbox;
  /** Waits until the mail job added last is done, news to the chat included. */
  mailSettled(): Promise<void>;
}

export interface DeskOptions {
  readonly clock: PatientClock;
  readonly hasher: KeyHasher;
  readonly strength: KeyStrength;
}

/** The service in memory, without its HTTP server. What fails, throws. */
export function createDesk({ clock, hasher, strength }: DeskOptions): Desk {
  const keyRing = createKeyRing([{ kid: 'bench', secret: Buffer.alloc(32, 7) }]);
  const words = createWords();
  const registry = createMemoryEmployers({ employers: demoEmployers, hasher });
  const mailbox = createLocalMailbox({ clock });
  const jobs = createInProcessMailQueue({
    onFailure: (_job, cause) => {
      throw cause;
    },
  });
  let latest: MailJob | undefined;
  let news: Promise<unknown> = Promise.resolve();

  const notifier: Notifier = { tell: (address, id) => bot.notifier.tell(address, id) };
  const recovery = createRecovery({
    ...{ clock, random, keyRing, hasher, strength, notifier },
    employers: registry,
    credentials: registry,
    store: createMemoryRecoveryStore({ clock, rules: policy.recovery }),
    limits: roomyLimits,
    audit: { record: () => undefined },
    phrases: createPhraseBook(random),
    mailer: mailbox,
    // News is told at once and waited for; of ends there is nothing to see on a clock that is driven.
    watch: {
      start(watch) {
        if (watch.reason === 'news') news = recovery.look(watch);
        return Promise.resolve();
      },
      handle: () => undefined,
      close: () => Promise.resolve(),
    },
    budget: createUnboundedMailBudget(),
    ledger: createMemoryMailLedger({ clock, rules: policy.ledger }),
    alarm: (trouble) => {
      throw trouble;
    },
    writer: createMailWriter({ words }),
    queue: {
      ...jobs,
      add(job) {
        latest = job;
        return jobs.add(job);
      },
    },
    settings: {
      publicUrl: 'http://localhost',
      codeLength: policy.code.length,
      emailHint: 'masked',
      lifetimes: { code: policy.recovery.code.lifetime, link: policy.recovery.link.lifetime },
      waitForMail: policy.waitForMail,
      acceptWithin: policy.recovery.acceptWithin,
      mail: policy.mail,
      pauseAfterFailures: policy.pauseAfterFailures,
      key: policy.key,
    },
  });

  const root = createRootDialog({
    recovery: recovery.chat,
    words,
    guide: createInPersonGuide(),
    codeLength: policy.code.length,
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const limits = createMemoryRateLimits({ keyRing, rules: policy.limits });
  const bot = createBot({
    conversation: createConversation(root, recovery.chat),
    sessions: createMemorySessionStore({ clock, random, rules: policy.session }),
    feed: createMemoryActivityFeed({ clock, rules: policy.chat.feed }),
    words,
    random,
    credentials: {},
    limits,
    invitations: limits,
    onTrouble: ({ error }) => {
      throw error;
    },
  });

  return {
    bot,
    page: recovery.page,
    mailbox,
    async mailSettled() {
      if (latest) await jobs.settled(latest, 5_000);
      await news;
    },
  };
}
