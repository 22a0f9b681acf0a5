import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchOwnBrowser } from '../environment/browser-server';
import { hasEnvironment } from '../environment/client';
import { newVisitorHeaders } from '../http/new-visitor';

declare global {
  /** Set by the test environment for all test files of a worker. */
  var connectBrowser: () => Promise<Browser>;
}

/** Connects to the Chromium of this run of Jest, or starts one for a benchmark. `close()` closes only what was opened over this connection. */
export const launchBrowser = (): Promise<Browser> =>
  hasEnvironment() ? globalThis.connectBrowser() : launchOwnBrowser();

export interface Visit {
  readonly page: Page;
  /** The URLs of requests to other hosts, all of which the browser blocked. */
  readonly blockedRequests: readonly string[];
  /** Script errors, and violations of the page's policy. */
  readonly browserErrors: readonly string[];
  /** Opens another tab of the same visitor. */
  newTab(): Promise<Page>;
  end(): Promise<void>;
}

/** Upper bound (ms) on one step of a page. It is long, because Chromium starts late on a busy machine and pages load slowly. */
const STEP_TIMEOUT = 60_000;

/** Opens a browser context of its own, with new cookies, storage and address. Requests to other hosts than `hosts` are recorded. */
export async function visit(
  browser: Browser,
  hosts: string | readonly string[],
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'es-EC', extraHTTPHeaders: newVisitorHeaders(), ...options });
  context.setDefaultTimeout(STEP_TIMEOUT);
  const blockedRequests: string[] = [];
  const browserErrors: string[] = [];

  const isKnown = (url: string) => [hosts].flat().some((host) => url.startsWith(`${host}/`));
  // The browser resolves only the names of this machine, so these requests fail.
  context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !isKnown(request.url())) blockedRequests.push(request.url());
  });
  const newTab = async () => {
    const page = await context.newPage();
    page.on('pageerror', (error) => browserErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text())) browserErrors.push(message.text());
    });
    return page;
  };
  return {
    page: await newTab(),
    blockedRequests,
    browserErrors,
    newTab,
    end: () => context.close(),
  };
}

/** Chromium logs every 4xx and 5xx. How the page shows these is tested on the page, so they are not errors here. */
const isRefusal = (text: string): boolean =>
  /^Failed to load resource: (the server responded with a status of (401|410|422|429|503)|net::ERR_INTERNET_DISCONNECTED)/.test(
    text,
  );

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RULES = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
let checker: string | undefined;

/** Returns the violations of WCAG 2.2 AA that a program can find in the page and its frames, as `rule: element`. */
export async function findAccessibilityViolations(page: Page): Promise<readonly string[]> {
  checker ??= `if (!globalThis.axe) { ${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};
    axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] }); }`;
  for (const frame of page.frames()) await frame.evaluate(checker);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(RULES)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Returns whether the page must be scrolled sideways. */
export const overflowsHorizontally = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
