import type { BotEntryPoints } from '../bot/create-bot';
import type { Config } from '../config/config';
import { createLimitByAddress } from '../http/guards/address-limits';
import { assetRoutes } from '../http/routes/web-files/assets';
import { createCallLimit, createMessageLimit } from '../http/guards/rates';
import { directLineRoutes } from '../http/routes/direct-line/routes';
import { createStreamServer } from '../http/routes/direct-line/stream-server';
import { createDraining, refuseOnceClosing } from '../http/server/draining';
import { healthRoutes, type Dependency } from '../http/routes/health';
import { mailEventsRoutes } from '../http/routes/mail-events/routes';
import { mailboxRoutes, type MailboxOptions } from '../http/routes/mailbox';
import { metricsRoutes, type MetricsOptions } from '../http/routes/metrics';
import { messagesRoute } from '../http/routes/messages';
import { resetPageRoutes } from '../http/routes/reset/page';
import { createHttpServer, type HttpServer } from '../http/server/server';
import type { WebFiles } from '../http/routes/web-files/web-files';
import { withCanonicalHost } from '../http/routes/widget/canonical-host';
import { chatPageRoute } from '../http/routes/widget/chat-page';
import { demoPageRoute, type DemoPageOptions } from '../http/routes/widget/demo-page';
import { embedScriptRoute } from '../http/routes/widget/embed-script';
import { tokenRoutes } from '../http/routes/widget/token';
import type { MessageCatalog } from '../i18n/translate';
import type { Log } from './logger';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { TokenIssuer, ChatTokens } from '../ports/chat/chat-tokens';
import type { Clock, Correlation, Random } from '../ports/system';
import type { RateLimits } from '../ports/security/rate-limits';
import { chatLimits } from '../policy/chat';
import { accessKeyRules, recoveryRules } from '../policy/recovery';
import { shutdownTimes } from '../policy/shutdown';
import type { DeliveryReports, PageRecovery } from '../recovery/recovery';

export interface HttpParts extends Pick<DemoPageOptions, 'demo'> {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalog: MessageCatalog;
  readonly web: WebFiles;
  readonly bot: BotEntryPoints;
  readonly page: PageRecovery;
  readonly limits: RateLimits;
  readonly audit: AuditTrail;
  readonly reports: DeliveryReports;
  readonly chat: { readonly kind: 'built-in' | 'azure'; readonly issuer: TokenIssuer; readonly tokens: ChatTokens };
  /** Present in local mode, where mail is not sent. */
  readonly mailbox?: MailboxOptions['mailbox'];
  readonly dependencies: readonly Dependency[];
  readonly scrape: MetricsOptions['scrape'];
  readonly correlation: Correlation;
}

/** Builds the HTTP server with all routes. */
export function composeHttpServer(parts: HttpParts): HttpServer {
  const { bot, chat, clock, config, demo, log, mailbox, random, web, catalog } = parts;
  const { eventGridSecret: secret, publicUrl, trustedProxies, widgetOrigins } = config;
  const countByAddress = createLimitByAddress({
    limits: parts.limits,
    audit: parts.audit,
    trustedProxies,
    onUntrustedForwardedFor() {
      log.warn(
        'X-Forwarded-For from an untrusted proxy is ignored. Add it to TRUSTED_PROXIES, or its visitors share one rate limit.',
      );
    },
  });
  const draining = createDraining();
  const shared = { catalog, web, random, publicUrl };
  const directLine = {
    draining,
    directLine: bot.directLine,
    tokens: chat.tokens,
    publicUrl,
    widgetOrigins,
    limits: chatLimits,
    countCall: createCallLimit(chatLimits),
    countMessage: createMessageLimit(parts.limits),
  };
  const onError = (error: unknown, reference: string) => {
    log.error({ err: error, reference }, 'request failed');
  };

  return createHttpServer({
    draining,
    random,
    publicUrl,
    drainTimeout: shutdownTimes.requests,
    onError,
    correlation: parts.correlation,
    ...(chat.kind === 'built-in' && { sockets: createStreamServer({ ...directLine, random, onError }) }),
    routes: [
      refuseOnceClosing(
        messagesRoute({
          bot,
          channels: config.bot.MicrosoftAppId === '' ? 'emulator' : 'authenticated',
          onRefused(fields) {
            log.info({ fields }, 'activity refused');
          },
        }),
        draining,
      ),
      ...(chat.kind === 'built-in' ? directLineRoutes(directLine) : []),
      ...tokenRoutes({ issuer: chat.issuer, publicUrl, widgetOrigins, limitByAddress: countByAddress }),
      withCanonicalHost(
        demoPageRoute({ ...shared, codeLifetime: recoveryRules.code.lifetime, ...(demo && { demo }) }),
        publicUrl,
      ),
      embedScriptRoute(web),
      chatPageRoute({
        ...shared,
        clock,
        widgetOrigins,
        directLine: chat.kind,
        maxTextLength: chatLimits.textLength,
        longestCountdown: recoveryRules.resetSession.lifetime,
      }),
      ...resetPageRoutes({
        ...shared,
        page: parts.page,
        limitByAddress: countByAddress,
        rules: { sessionLifetime: recoveryRules.resetSession.lifetime, key: accessKeyRules },
      }),
      ...(secret ? mailEventsRoutes({ secret, reports: parts.reports }) : []),
      ...(mailbox ? mailboxRoutes({ ...shared, mailbox }) : []),
      ...assetRoutes(web),
      ...healthRoutes(parts.dependencies, draining),
      ...metricsRoutes({ readers: config.metricsReaders, scrape: parts.scrape }),
    ],
  });
}
