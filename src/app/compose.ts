import { join } from 'node:path';
import { createConversation } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root-dialog';
import { answerNumbers } from './answer-numbers';
import { createRecogniser } from '../understanding/recogniser';
import { createArgon2AccessKeyHasher } from '../adapters/argon2/access-key-hasher';
import { systemClock as clock } from '../adapters/system/clock';
import { systemCorrelation as correlation } from '../adapters/system/correlation';
import { createKeyRing } from '../adapters/system/key-ring';
import { systemRandom as random } from '../adapters/system/random';
import { createZxcvbnAccessKeyStrength } from '../adapters/zxcvbn/access-key-strength';
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
import { channelReplies, sessionRules } from '../policy/chat';
import { mailRetryRules } from '../policy/mail';
import { FAILURE_LOCKOUT } from '../policy/rate-limits';
import { accessKeyRules, codeLength, MAIL_WAIT_TIMEOUT, recoveryRules } from '../policy/recovery';
import { openMailDelivery, openMailProcessing } from './mail';
import { openMetrics } from './metrics';
import { createShutdown, type Shutdown } from './shutdown';
import { openChannelAccess, openTokenIssuer } from './chat-access';
import { openRedisConnections } from './redis-connections';
import { openRegistry } from './registry';
import { openStores } from './stores';
import { composeHttpServer } from './http';

export interface Service {
  /** The port on which it listens. */
  readonly port: number;
  /** All routes but those of streams. */
  readonly routes: readonly RouteAddress[];
  /** Whether mails and employers are the simulated ones of local mode. */
  readonly development: { readonly mailbox: 'local' | 'elsewhere'; readonly employers: 'demo' | 'registry' };
  /** Serves until the load balancer has noticed, then refuses requests, finishes those in flight, and closes every connection. */
  readonly stop: Shutdown;
}

/** Builds and starts the whole service, from top to bottom: stores, use cases, conversation, HTTP. */
export async function compose(config: Config, log: Log, webRoot = join(__dirname, '../../web')): Promise<Service> {
  const keyRing = createKeyRing(config.secretKeys);
  const hasher = createArgon2AccessKeyHasher();
  const catalog = createMessageCatalog((error) => {
    log.error({ err: error }, 'a message lacks its values');
  });

  const metrics = openMetrics(config, log);
  const { recorder } = metrics;

  const connections = await openRedisConnections(config, log);
  const stores = metrics.measureStores(openStores(connections, { clock, random, keyRing }));
  const registry = metrics.measureRegistry(await openRegistry(config, hasher));
  const audit = openAudit(config, log, { clock, keyRing });
  audit.startDailyMaintenance();
  const mail = openMailDelivery(config, clock);
  const processing = metrics.measureMail(openMailProcessing(config, connections, { clock, random, log, correlation }));
  const trail = metrics.measureAuditTrail(audit.trail);
  const dependencies = [...stores.dependencies, ...registry.dependencies];
  metrics.observeAtScrape({ queues: { mail: processing.queue, 'recovery-timers': processing.timers }, dependencies });

  // The use cases notify through the bot, which is built after them.
  const notifier: Notifier = { notify: (address, recovery) => bot.notifier.notify(address, recovery) };
  const recovery = createRecovery({
    clock,
    random,
    keyRing,
    hasher,
    ...processing,
    notifier,
    audit: trail,
    metrics: recorder,
    reportError: (error) => {
      log.warn({ err: error }, 'recovery step failed');
    },
    employers: registry.employers,
    credentials: registry.credentials,
    store: stores.recoveries,
    limits: stores.limits,
    strength: createZxcvbnAccessKeyStrength({ maxLength: accessKeyRules.maximum }),
    phrases: createPhraseBook(random),
    mailer: metrics.measureMailer(mail.mailer),
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
    recognise: createRecogniser(),
    catalog,
    guide: createInPersonGuide(),
    numbers: answerNumbers(config.codeLength),
    foreignerPattern: config.foreignerPattern,
  });
  const bot = createBot({
    conversation: createConversation(root, recovery.chat),
    sessions: createFairSessionStore(stores.sessions, sessionRules),
    feed: stores.feed,
    catalog,
    random,
    clock,
    credentials: config.bot,
    channelReplies,
    codeLengths: codeLength,
    metrics: recorder,
    messageLimits: stores.limits,
    ...openChannelAccess(config, { clock, keyRing }),
    onError: ({ error, reference }) => {
      log.error({ err: error, reference }, 'turn failed');
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
    scrape: metrics.scrape,
    correlation,
    ...(mail.local && { mailbox: mail.local }),
    ...(registry.demo && { demo: { employers: registry.demo, mailbox } }),
  });

  return {
    port: await server.listen(config.port),
    routes: server.routes,
    development: { mailbox, employers: registry.demo ? 'demo' : 'registry' },
    stop: createShutdown([
      { name: 'balancer', end: (skipWaits) => server.drain(config.drain, skipWaits) },
      { name: 'requests', end: () => server.close() },
      // Timers enqueue no mail, and timers that a mail starts can wait for another process: their order does not matter.
      { name: 'mails', end: () => Promise.all([processing.queue.close(), processing.timers.close()]) },
      { name: 'audit', end: () => audit.close() },
      {
        name: 'connections',
        end() {
          mail.close();
          connections?.close();
          return registry.close();
        },
      },
    ]),
  };
}
