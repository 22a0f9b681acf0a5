import { join } from 'node:path';
import { createConversation } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root-dialog';
import { createArgon2KeyHasher } from '../adapters/argon2/key-hasher';
import { systemClock as clock } from '../adapters/system/clock';
import { systemCorrelation as correlation } from '../adapters/system/correlation';
import { createKeyRing } from '../adapters/system/key-ring';
import { systemRandom as random } from '../adapters/system/random';
import { createZxcvbnKeyStrength } from '../adapters/zxcvbn/key-strength';
import { openAudit } from './audit';
import { createBot } from '../bot/create-bot';
import { createFairSessionStore } from '../bot/turn/fair-session-store';
import type { Config } from '../config/config';
import type { RouteAddress } from '../http/server/server';
import { loadWebFiles } from '../http/routes/web-files/web-files';
import { createInPersonGuide } from '../i18n/in-person-guide';
import { createMessageCatalog } from '../i18n/message-catalog';
import { createPhraseBook } from '../i18n/phrase-book';
import type { Log } from './logger';
import { createMailRenderer } from '../mail/mail-renderer';
import type { Notifier } from '../ports/chat/notifier';
import { createRecovery } from '../recovery/create-recovery';
import { sessionRules } from '../policy/chat';
import { mailRetryRules } from '../policy/mail';
import { FAILURE_LOCKOUT } from '../policy/rate-limits';
import { accessKeyRules, MAIL_WAIT_TIMEOUT, recoveryRules } from '../policy/recovery';
import { openMailDelivery, openMailProcessing } from './mail';
import { openMetrics } from './metrics';
import { createShutdown, type Shutdown } from './shutdown';
import { openChannelAccess, openTokenIssuer, openRedisConnections, openRegistry, openStores } from './stores';
import { composeHttpServer } from './http';

export interface Service {
  /** Where it listens, once it does. */
  readonly port: number;
  /** All that it answers beside streams. */
  readonly routes: readonly RouteAddress[];
  /** What a tester may want to know at a desk; nothing of it is there in production. */
  readonly development: { readonly mailbox: 'local' | 'elsewhere'; readonly employers: 'demo' | 'registry' };
  /** Serves on until the balancer has noticed, then takes no more requests, finishes what is under way, lets go of everything. */
  readonly stop: Shutdown;
}

/** The whole service, wired. Read it top to bottom: resources, use cases, conversation, transport. */
export async function compose(config: Config, log: Log, webRoot = join(__dirname, '../../web')): Promise<Service> {
  const keyRing = createKeyRing(config.secretKeys);
  const hasher = createArgon2KeyHasher();
  const catalog = createMessageCatalog((fault) => {
    log.error({ err: fault }, 'message without its values');
  });

  const measuring = openMetrics(config, log);
  const { measurements } = measuring;

  const lines = await openRedisConnections(config, log);
  const stores = measuring.measureStores(openStores(lines, { clock, random, keyRing }));
  const registry = measuring.measureRegistry(await openRegistry(config, hasher));
  const audit = openAudit(config, log, { clock, keyRing });
  audit.startDailyMaintenance();
  const mail = openMailDelivery(config, clock);
  const work = measuring.measureMail(openMailProcessing(config, lines, { clock, random, log, correlation }));
  const trail = measuring.measureAuditTrail(audit.trail);
  const dependencies = [...stores.dependencies, ...registry.dependencies];
  measuring.observeAtScrape({ queues: { mail: work.queue, 'recovery-timers': work.timers }, dependencies });

  // The bot is made last and the use cases reach it: news goes to whichever bot there is by then.
  const notifier: Notifier = { notify: (address, recovery) => bot.notifier.notify(address, recovery) };
  const recovery = createRecovery({
    clock,
    random,
    keyRing,
    hasher,
    ...work,
    notifier,
    audit: trail,
    metrics: measurements,
    reportError: (error) => {
      log.warn({ err: error }, 'mail in trouble');
    },
    employers: registry.employers,
    credentials: registry.credentials,
    store: stores.recoveries,
    limits: stores.limits,
    strength: createZxcvbnKeyStrength(),
    phrases: createPhraseBook(random),
    mailer: measuring.measureMailer(mail.mailer),
    mailRenderer: createMailRenderer({ catalog }),
    settings: {
      publicUrl: config.publicUrl,
      codeLength: config.codeLength,
      emailHint: config.emailHint,
      lifetimes: { code: recoveryRules.code.lifetime, link: recoveryRules.link.lifetime },
      mailWaitTimeout: MAIL_WAIT_TIMEOUT,
      mailAcceptTimeout: recoveryRules.acceptTimeout,
      mail: mailRetryRules,
      failureLockout: FAILURE_LOCKOUT,
      key: accessKeyRules,
    },
  });

  const root = createRootDialog({
    recovery: recovery.chat,
    catalog,
    guide: createInPersonGuide(),
    codeLength: config.codeLength,
    foreignerPattern: config.foreignerPattern,
  });
  const bot = createBot({
    conversation: createConversation(root, recovery.chat),
    sessions: createFairSessionStore(stores.sessions, sessionRules),
    feed: stores.feed,
    catalog,
    random,
    credentials: config.bot,
    measurements,
    messageLimits: stores.limits,
    ...openChannelAccess(config, { clock, keyRing }),
    onError: ({ error, reference }) => {
      log.error({ err: error, reference }, 'turn in trouble');
    },
  });

  const mailbox = mail.local ? 'local' : 'elsewhere';
  const server = composeHttpServer({
    config,
    log,
    clock,
    random,
    catalog,
    bot,
    chat: openTokenIssuer(config, { clock, random }),
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
    development: { mailbox, employers: registry.demo ? 'demo' : 'registry' },
    stop: createShutdown([
      { name: 'balancer', end: (hurry) => server.drain(config.drain, hurry) },
      { name: 'requests', end: () => server.close() },
      // Looks lead to no mails, and mails to no looks that could not wait for another process.
      { name: 'mails', end: () => Promise.all([work.queue.close(), work.timers.close()]) },
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
