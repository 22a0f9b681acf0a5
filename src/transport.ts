import type { BotSides } from './bot/create-bot';
import type { Config } from './config';
import { createCountByAddress } from './http/address-limits';
import { assetRoutes } from './http/assets';
import { boundCalls, boundMessages } from './http/direct-line/rates';
import { directLineRoutes } from './http/direct-line/routes';
import { createStreams } from './http/direct-line/streams';
import { createDraining, untilClosing } from './http/draining';
import { healthRoutes, type Dependency } from './http/health';
import { mailEventsRoutes } from './http/mail-events/routes';
import { mailboxRoutes, type MailboxOptions } from './http/mailbox';
import { metricsRoutes, type MetricsOptions } from './http/metrics';
import { messagesRoute } from './http/messages';
import { resetPageRoutes } from './http/reset/page';
import { createHttpServer, type HttpServer } from './http/server';
import type { WebFiles } from './http/web-files';
import { atHome } from './http/widget/at-home';
import { chatPageRoute } from './http/widget/chat-page';
import { demoPageRoute, type DemoPageOptions } from './http/widget/demo-page';
import { embedScriptRoute } from './http/widget/embed-script';
import { tokenRoutes } from './http/widget/token';
import type { Words } from './i18n/copy';
import type { Log } from './log';
import type { AuditTrail } from './ports/audit-trail';
import type { ChatDesk, ChatTokens } from './ports/chat-tokens';
import type { Clock } from './ports/clock';
import type { Correlation } from './ports/correlation';
import type { Random } from './ports/random';
import type { RateLimits } from './ports/rate-limits';
import { policy } from './recovery/policy';
import type { DeliveryReports, PageRecovery } from './recovery/recovery';

export interface TransportParts extends Pick<DemoPageOptions, 'demo'> {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly words: Words;
  readonly web: WebFiles;
  readonly bot: BotSides;
  readonly page: PageRecovery;
  readonly limits: RateLimits;
  readonly audit: AuditTrail;
  readonly reports: DeliveryReports;
  readonly chat: { readonly kind: 'built-in' | 'azure'; readonly desk: ChatDesk; readonly tokens: ChatTokens };
  /** Only when mail goes nowhere else. */
  readonly mailbox?: MailboxOptions['mailbox'];
  readonly dependencies: readonly Dependency[];
  readonly scrape: MetricsOptions['scrape'];
  readonly correlation: Correlation;
}

/** Everything that is reached by HTTP, at its address. */
export function createTransport(parts: TransportParts): HttpServer {
  const { bot, chat, clock, config, demo, log, mailbox, random, web, words } = parts;
  const { eventGridSecret: secret, publicUrl, trustedProxies, widgetOrigins } = config;
  const countByAddress = createCountByAddress({
    limits: parts.limits,
    audit: parts.audit,
    trustedProxies,
    onHearsay() {
      log.warn(
        'X-Forwarded-For from an address that TRUSTED_PROXIES does not name: those behind it count as one visitor',
      );
    },
  });
  const draining = createDraining();
  const shared = { words, web, random, publicUrl };
  const line = {
    draining,
    directLine: bot.directLine,
    tokens: chat.tokens,
    publicUrl,
    widgetOrigins,
    limits: policy.chat,
    countCall: boundCalls(policy.chat),
    countMessage: boundMessages(parts.limits),
  };
  const onError = (error: unknown, reference: string) => {
    log.error({ err: error, reference }, 'request in trouble');
  };

  return createHttpServer({
    draining,
    random,
    publicUrl,
    onError,
    correlation: parts.correlation,
    ...(chat.kind === 'built-in' && { sockets: createStreams({ ...line, random, onError }) }),
    routes: [
      untilClosing(
        messagesRoute({ bot, channels: config.bot.MicrosoftAppId === '' ? 'emulator' : 'authenticated' }),
        draining,
      ),
      ...(chat.kind === 'built-in' ? directLineRoutes(line) : []),
      ...tokenRoutes({ desk: chat.desk, publicUrl, widgetOrigins, countByAddress }),
      atHome(demoPageRoute({ ...shared, ...(demo && { demo }) }), publicUrl),
      embedScriptRoute(web),
      chatPageRoute({ ...shared, clock, widgetOrigins, directLine: chat.kind }),
      ...resetPageRoutes({ ...shared, page: parts.page, countByAddress }),
      ...(secret ? mailEventsRoutes({ secret, reports: parts.reports }) : []),
      ...(mailbox ? mailboxRoutes({ ...shared, mailbox }) : []),
      ...assetRoutes(web),
      ...healthRoutes(parts.dependencies, draining),
      ...metricsRoutes({ readers: config.metricsReaders, scrape: parts.scrape }),
    ],
  });
}
