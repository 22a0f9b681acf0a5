import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
} from '../../support/browser/browser';
import { newVisitorHeaders } from '../../support/http/new-visitor';
import { startService, type RunningService } from '../../support/http/running-service';
import { startWebServer } from '../../support/http/web-server';
import { describeWith } from '../../support/jest/required-tools';

const SCREENS = {
  'a phone in light colours': { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  'a phone in dark colours': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  'a desktop': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
} as const;

/** Tests what a rate-limited visitor sees on the reset page and in the chat, on each of these screens. */
export function describeRateLimitedAccessibility(screens: readonly (keyof typeof SCREENS)[]): void {
  describeWith(['chromium'], 'accessibility of the pages for a rate-limited visitor', () => {
    let browser: Browser;
    let service: RunningService;
    beforeAll(async () => {
      [browser, service] = await Promise.all([launchBrowser(), startService()]);
    });
    afterAll(() => Promise.all([browser.close(), service.stop()]));

    it.each(screens)(
      'the reset page of a rate-limited visitor has no accessibility violations on %s',
      async (screen) => {
        expect(await resetPageViolations(browser, SCREENS[screen])).toEqual([]);
      },
    );

    it.each(screens)('the chat of a rate-limited visitor has no accessibility violations on %s', async (screen) => {
      expect(await chatViolations(browser, service.url, SCREENS[screen])).toEqual([]);
    });
  });
}

async function resetPageViolations(browser: Browser, options: BrowserContextOptions): Promise<readonly string[]> {
  const address = newVisitorHeaders();
  const site = await startWebServer();
  const { end, page } = await visit(browser, site.url, { extraHTTPHeaders: address, ...options });
  const exhaust = async (path: string) => {
    const headers = { ...address, 'Content-Type': 'application/json' };
    const init = path === '/api/reset' ? { headers } : { method: 'POST', headers, body: '{}' };
    while ((await fetch(site.url + path, init)).status !== 429);
  };

  await page.goto(`${site.url}/restablecer#t=${site.page.issueLinkToken()}`);
  await exhaust('/api/reset/open');
  await page.getByRole('button', { name: 'Continuar', exact: true }).click();
  await page.getByRole('alert').getByText('Hubo demasiados intentos').waitFor();
  const found = [...(await violationsOf(page))];
  await exhaust('/api/reset');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Espere un momento' }).waitFor();
  found.push(...(await violationsOf(page)));
  await end();
  await site.stop();
  return found;
}

async function chatViolations(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<readonly string[]> {
  const headers = newVisitorHeaders();
  for (let call = 0; call < 20; call += 1) await fetch(`${url}/api/token`, { method: 'POST', headers });
  const { end, page } = await visit(browser, url, { extraHTTPHeaders: headers, ...options });
  await page.goto(`${url}/widget`);
  await page.getByRole('status').getByText('Hubo demasiados intentos').waitFor();
  await page.locator('[data-id="webchat-sendbox-input"]').waitFor();
  const found = await violationsOf(page);
  await end();
  return found;
}

const violationsOf = async (page: Page) => [
  ...(await findAccessibilityViolations(page)),
  ...((await overflowsHorizontally(page)) ? ['too wide'] : []),
];
