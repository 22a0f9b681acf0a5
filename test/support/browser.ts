import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { newcomer } from './newcomer';
import { toolPath } from './tools';

/** Debian's Chromium. It runs as root in a container, and calls nobody by itself. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: toolPath('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export interface Visit {
  readonly page: Page;
  /** Requests that would have left for another host; none got through. */
  readonly strangers: readonly string[];
  /** What the browser complained of: script errors, violations of the page's policy. */
  readonly complaints: readonly string[];
  /** A second tab of the same person. */
  newTab(): Promise<Page>;
  end(): Promise<void>;
}

/** One person with a browser of their own: no cookie, no storage and no address of anybody else. */
export async function visit(browser: Browser, host: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'es-EC', extraHTTPHeaders: newcomer(), ...options });
  context.setDefaultTimeout(10_000);
  const strangers: string[] = [];
  const complaints: string[] = [];

  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(`${host}/`)) return route.continue();
    strangers.push(url);
    return route.abort();
  });
  const newTab = async () => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text());
    });
    return page;
  };
  return { page: await newTab(), strangers, complaints, newTab, end: () => context.close() };
}

/** Chromium prints every 4xx and 5xx; what the page makes of them is tested on the page. */
const isRefusal = (text: string): boolean =>
  /^Failed to load resource: (the server responded with a status of (401|410|422|429|503)|net::ERR_INTERNET_DISCONNECTED)/.test(
    text,
  );

/** What a machine can find against WCAG 2.2 AA, as `rule: element`. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Whether the page must be scrolled sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
