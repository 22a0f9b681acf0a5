import { join } from 'node:path';
import { createConversation } from '../dialogs/conversation';
import { createRootDialog } from '../dialogs/create-root';
import { createArgon2KeyHasher } from './adapters/argon2/key-hasher';
import { systemClock as clock } from './adapters/system/clock';
import { systemCorrelation as correlation } from './adapters/system/correlation';
import { createKeyRing } from './adapters/system/key-ring';
import { systemRandom as random } from './adapters/system/random';
import { createZxcvbnKeyStrength } from './adapters/zxcvbn/key-strength';
import { openAudit } from './audit';
import { createBot } from './bot/create-bot';
import { createFairSessions } from './bot/fair-sessions';
import type { Config } from './config';
import type { RouteName } from './http/server';
import { loadWebFiles } from './http/web-files';
import { createInPersonGuide } from './i18n/in-person-guide';
import { createWords } from './i18n/load-copy';
import { createPhraseBook } from './i18n/phrase-book';
import type { Log } from './log';
import { createMailWriter } from './mail/mail-writer';
import type { Notifier } from './ports/notifier';
import { createRecovery } from './recovery/create-recovery';
import { policy } from './recovery/policy';
import { openMail, openMailWork } from './mailing';
import { openMeasuring } from './measuring';
import { stopInOrder, type Stop } from './stop';
import { openChannels, openChatDesk, openRedis, openRegistry, openStores } from './resources';
import { createTransport } from './transport';

export interface Service {
  /** Where it listens, once it does. */
  readonly port: number;
  /** All that it answers beside streams. */
  readonly routes: readonly RouteName[];
  /** What a tester may want to know at a desk; nothing of it is there in production. */
  readonly desk: { readonly mailbox: 'local' | 'elsewhere'; readonly employers: 'demo' | 'registry' };
  /** Serves on until the balancer has noticed, then takes no more requests, finishes what is under way, lets go of everything. */
  readonly stop: Stop;
}

/** The whole service, wired. Read it top to bottom: resources, use cases, conversation, transport. */
export async function compose(config: Config, log: Log, webRoot = join(__dirname, '../web')): Promise<Service> {
  const keyRing = createKeyRing(config.secretKeys);
  const hasher = createArgon2KeyHasher();
  const words = createWords((fault) => {
    log.error({ err: fault }, 'message without its values');
  });

  const measuring = openMeasuring(config, log);
  const { measurements } = measuring;

  const lines = await openRedis(config, log);
  const stores = measuring.stores(openStores(lines, { clock, random, keyRing }));
  const registry = measuring.registry(await openRegistry(config, hasher));
  const audit = openAudit(config, log, { clock, keyRing });
  audit.keepDaily();
  const mail = openMail(config, clock);
  const work = measuring.work(openMailWork(config, lines, { clock, random, log, correlation }));
  const trail = measuring.trail(audit.trail);
  const dependencies = [...stores.dependencies, ...registry.dependencies];
  measuring.read({ queues: { mail: work.queue, watch: work.watch }, dependencies });

  // The bot is made last and the use cases reach it: news goes to whichever bot there is by then.
  const notifier: Notifier = { tell: (address, recovery) => bot.notifier.tell(address, recovery) };
  const recovery = createRecovery({
    clock,
    random,
    keyRing,
    hasher,
    ...work,
    notifier,
    audit: trail,
    measurements,
    alarm: (error) => {
      log.warn({ err: error }, 'mail in trouble');
    },
    employers: registry.employers,
    credentials: registry.credentials,
    store: stores.recoveries,
    limits: stores.limits,
    strength: createZxcvbnKeyStrength(),
    phrases: createPhraseBook(random),
    mailer: measuring.mailer(mail.mailer),
    writer: createMailWriter({ words }),
    settings: {
      publicUrl: config.publicUrl,
      codeLength: config.codeLength,
      emailHint: config.emailHint,
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
    codeLength: config.codeLength,
    foreignerPattern: config.foreignerPattern,
  });
  const bot = createBot({
    conversation: createConversation(root, recovery.chat),
    sessions: createFairSessions(stores.sessions, policy.session),
    feed: stores.feed,
    words,
    random,
    credentials: config.bot,
    measurements,
    limits: stores.limits,
    ...openChannels(config, { clock, keyRing }),
    onTrouble: ({ error, reference }) => {
      log.error({ err: error, reference }, 'turn in trouble');
    },
  });

  const mailbox = mail.local ? 'local' : 'elsewhere';
  const server = createTransport({
    config,
    log,
    clock,
    random,
    words,
    bot,
    chat: openChatDesk(config, { clock, random }),
    page: recovery.page,
    limits: stores.limits,
    audit: trail,
    reports: recovery.reports,
    web: loadWebFiles(webRoot),
    dependencies,
    scrape: measuring.scrape,
    correlation,
    ...(mail.local && { mailbox: mail.local }),
    ...(registry.demo && { demo: { employers: registry.demo, mailbox } }),
  });

  return {
    port: await server.listen(config.port),
    routes: server.routes,
    desk: { mailbox, employers: registry.demo ? 'demo' : 'registry' },
    stop: stopInOrder([
      { name: 'balancer', end: (hurry) => server.leave(config.drain, hurry) },
      { name: 'requests', end: () => server.close() },
      // Looks lead to no mails, and mails to no looks that could not wait for another process.
      { name: 'mails', end: () => Promise.all([work.queue.close(), work.watch.close()]) },
      { name: 'audit', end: () => audit.close() },
      {
        name: 'connections',
        end() {
          mail.close();
          lines?.close();
          return registry.close();
        },
      },
    ]),
  };
}
