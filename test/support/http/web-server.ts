import { createMemoryRateLimits } from '../../../src/adapters/rate-limiter/memory-rate-limits';
import { createLimitByAddress } from '../../../src/http/guards/address-limits';
import { assetRoutes } from '../../../src/http/routes/web-files/assets';
import { createDraining } from '../../../src/http/server/draining';
import { healthRoutes, type Dependency } from '../../../src/http/routes/health';
import { mailboxRoutes, type MailboxMessage } from '../../../src/http/routes/mailbox';
import { resetPageRoutes } from '../../../src/http/routes/reset/page';
import type { Route } from '../../../src/http/server/route';
import { createHttpServer } from '../../../src/http/server/server';
import type { WebFiles } from '../../../src/http/routes/web-files/web-files';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import { systemRandom as random } from '../../../src/adapters/system/random';
import type { AuditTrail } from '../../../src/ports/monitoring/audit-trail';
import type { RateLimits } from '../../../src/ports/security/rate-limits';
import { rateLimitRules } from '../../../src/policy/rate-limits';
import type { PageRecovery } from '../../../src/recovery/recovery';
import { buildWebFiles } from '../browser/built-web-files';
import { createFakePageRecovery, type FakePageRecovery } from './fake-page-recovery';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createRecordingAuditTrail } from '../recovery/recording-audit-trail';
import { shutdownTimes } from '../../../src/policy/shutdown';
import { accessKeyRules, recoveryRules } from '../../../src/policy/recovery';

export interface WebServer {
  readonly url: string;
  readonly page: FakePageRecovery;
  /** The errors passed to `onError`. */
  readonly errors: { readonly error: unknown; readonly reference: string }[];
  /** Announces the shutdown, as the service does before it closes. */
  announceShutdown(): Promise<void>;
  stop(): Promise<void>;
}

export interface WebServerOptions {
  readonly mails?: readonly MailboxMessage[];
  readonly dependencies?: readonly Dependency[];
  readonly routes?: readonly Route[];
  /** Replaces the recovery in memory. */
  readonly recovery?: PageRecovery;
  readonly limits?: RateLimits;
  readonly audit?: AuditTrail;
}

/** Starts the web part of the service on a free port, over a recovery in memory, with its limits. Requests may name their address. */
export async function startWebServer(options: WebServerOptions = {}): Promise<WebServer> {
  const { mails, dependencies = [], routes = [] } = options;
  const draining = createDraining();
  const audit = options.audit ?? createRecordingAuditTrail();
  const limits = options.limits ?? createMemoryRateLimits({ keyRing, rules: rateLimitRules });
  const web = await webFiles();
  const page = createFakePageRecovery();
  const errors: WebServer['errors'] = [];
  const catalog = createMessageCatalog();
  let url = '';
  const shared = { catalog, web, random };
  // The public address is known only after the server has a port.
  const reset = {
    ...shared,
    page: options.recovery ?? page,
    rules: { sessionLifetime: recoveryRules.resetSession.lifetime, key: accessKeyRules },
    limitByAddress: createLimitByAddress({ audit, limits, trustedProxies: ['loopback'] }),
    get publicUrl() {
      return url;
    },
  };
  const server = createHttpServer({
    drainTimeout: shutdownTimes.requests,
    routes: [
      ...resetPageRoutes(reset),
      ...assetRoutes(web),
      ...healthRoutes(dependencies, draining),
      ...(mails === undefined ? [] : mailboxRoutes({ ...shared, mailbox: { messages: () => mails } })),
      ...routes,
    ],
    draining,
    random,
    publicUrl: url,
    onError: (error, reference) => errors.push({ error, reference }),
  });
  url = `http://localhost:${await server.listen(0)}`;
  return { url, page, errors, announceShutdown: () => server.drain(0), stop: () => server.close() };
}

let loadedWebFiles: Promise<WebFiles> | undefined;
const webFiles = (): Promise<WebFiles> => (loadedWebFiles ??= buildWebFiles());
