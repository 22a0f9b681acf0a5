import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { createCountByAddress } from '../../src/http/address-limits';
import { assetRoutes } from '../../src/http/assets';
import { createDraining } from '../../src/http/draining';
import { healthRoutes, type Dependency } from '../../src/http/health';
import { mailboxRoutes, type ShownMail } from '../../src/http/mailbox';
import { resetPageRoutes } from '../../src/http/reset/page';
import type { Route } from '../../src/http/route';
import { createHttpServer } from '../../src/http/server';
import type { WebFiles } from '../../src/http/web-files';
import { createWords } from '../../src/i18n/load-copy';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { AuditTrail } from '../../src/ports/audit-trail';
import type { RateLimits } from '../../src/ports/rate-limits';
import { policy } from '../../src/recovery/policy';
import type { PageRecovery } from '../../src/recovery/recovery';
import { buildWebFiles } from './built-web';
import { createFakePageRecovery, type FakePageRecovery } from './fake-page-recovery';
import { testKeyRing as keyRing } from './key-ring';
import { createListeningTrail } from './listening-trail';

export interface Site {
  readonly url: string;
  readonly page: FakePageRecovery;
  /** What `onError` heard. */
  readonly errors: { readonly error: unknown; readonly reference: string }[];
  /** It is about to go. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

export interface SiteOptions {
  readonly mails?: readonly ShownMail[];
  readonly dependencies?: readonly Dependency[];
  readonly routes?: readonly Route[];
  /** In place of the recovery in memory. */
  readonly recovery?: PageRecovery;
  readonly limits?: RateLimits;
  readonly audit?: AuditTrail;
}

/** The web part of the service on a free port, over a recovery in memory, with its limits. Whoever asks may say from where. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const { mails, dependencies = [], routes = [] } = options;
  const draining = createDraining();
  const audit = options.audit ?? createListeningTrail();
  const limits = options.limits ?? createMemoryRateLimits({ keyRing, rules: policy.limits });
  const web = await webFiles();
  const page = createFakePageRecovery();
  const errors: Site['errors'] = [];
  const words = createWords();
  let url = '';
  const shared = { words, web, random };
  // The public address is known only once a port is taken.
  const reset = {
    ...shared,
    page: options.recovery ?? page,
    countByAddress: createCountByAddress({ audit, limits, trustedProxies: ['loopback'] }),
    get publicUrl() {
      return url;
    },
  };
  const server = createHttpServer({
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
  return { url, page, errors, leave: () => server.leave(0), stop: () => server.close() };
}

let built: Promise<WebFiles> | undefined;
const webFiles = (): Promise<WebFiles> => (built ??= buildWebFiles());
