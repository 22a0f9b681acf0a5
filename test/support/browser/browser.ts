import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { newVisitorHeaders } from '../http/new-visitor';

declare global {
  /** Made by the test environment, for all test files of a worker. */
  var connectBrowser: () => Promise<Browser>;
}

/** Connects to the Chromium of this run of Jest. `close()` closes what was opened over this connection, and no more. */
export const launchBrowser = (): Promise<Browser> => globalThis.connectBrowser();

export interface Visit {
  readonly page: Page;
  /** Requests that would have left for another host; none got through. */
  readonly blockedRequests: readonly string[];
  /** What the browser complained of: script errors, violations of the page's policy. */
  readonly browserErrors: readonly string[];
  /** A second tab of the same person. */
  newTab(): Promise<Page>;
  end(): Promise<void>;
}

/** Chromium starts late on a busy machine, and pages load slowly: how long a step of a page may take (ms). */
const PATIENCE = 60_000;

/** One person with a browser of their own: no cookie, no storage and no address of anybody else. `hosts` are where they may go. */
export async function visit(
  browser: Browser,
  hosts: string | readonly string[],
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'es-EC', extraHTTPHeaders: newVisitorHeaders(), ...options });
  context.setDefaultTimeout(PATIENCE);
  const strangers: string[] = [];
  const complaints: string[] = [];

  const isKnown = (url: string) => [hosts].flat().some((host) => url.startsWith(`${host}/`));
  // The browser resolves no name but this machine's.
  context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !isKnown(request.url())) strangers.push(request.url());
  });
  const newTab = async () => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text());
    });
    return page;
  };
  return {
    page: await newTab(),
    blockedRequests: strangers,
    browserErrors: complaints,
    newTab,
    end: () => context.close(),
  };
}

/** Chromium prints every 4xx and 5xx; what the page makes of them is tested on the page. */
const isRefusal = (text: string): boolean =>
  /^Failed to load resource: (the server responded with a status of (401|410|422|429|503)|net::ERR_INTERNET_DISCONNECTED)/.test(
    text,
  );

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RULES = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
let checker: string | undefined;

/** What a machine can find against WCAG 2.2 AA in the page and its frames, as `rule: element`. */
export async function findAccessibilityViolations(page: Page): Promise<readonly string[]> {
  checker ??= `if (!globalThis.axe) { ${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};
    axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] }); }`;
  for (const frame of page.frames()) await frame.evaluate(checker);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(RULES)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Whether the page must be scrolled sideways. */
export const overflowsHorizontally = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
