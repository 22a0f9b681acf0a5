import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers, isTooWide, launchBrowser, visit } from '../../support/browser';
import { newcomer } from '../../support/newcomer';
import { startService, type RunningService } from '../../support/service';
import { startSite } from '../../support/site';
import { describeWith } from '../../support/tools';

const SCREENS = {
  'a phone in the light': { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  'a phone in the dark': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  'a desk': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
} as const;

/** What a rate-limited visitor sees on the reset page and in the chat, on each of these screens. */
export function describeTooManyBarriers(screens: readonly (keyof typeof SCREENS)[]): void {
  describeWith(['chromium'], 'an address from which too much came', () => {
    let browser: Browser;
    let service: RunningService;
    beforeAll(async () => {
      [browser, service] = await Promise.all([launchBrowser(), startService()]);
    });
    afterAll(() => Promise.all([browser.close(), service.stop()]));

    it.each(screens)('finds no barrier on the reset page, on %s', async (screen) => {
      expect(await resetPageBarriers(browser, SCREENS[screen])).toEqual([]);
    });

    it.each(screens)('finds no barrier in the chat, on %s', async (screen) => {
      expect(await chatBarriers(browser, service.url, SCREENS[screen])).toEqual([]);
    });
  });
}

async function resetPageBarriers(browser: Browser, options: BrowserContextOptions): Promise<readonly string[]> {
  const address = newcomer();
  const site = await startSite();
  const { end, page } = await visit(browser, site.url, { extraHTTPHeaders: address, ...options });
  const useUp = async (path: string) => {
    const headers = { ...address, 'Content-Type': 'application/json' };
    const init = path === '/api/reset' ? { headers } : { method: 'POST', headers, body: '{}' };
    while ((await fetch(site.url + path, init)).status !== 429);
  };

  await page.goto(`${site.url}/restablecer#t=${site.page.issue()}`);
  await useUp('/api/reset/open');
  await page.getByRole('button', { name: 'Continuar', exact: true }).click();
  await page.getByRole('alert').getByText('Hubo demasiados intentos').waitFor();
  const found = [...(await barriersOf(page))];
  await useUp('/api/reset');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Espere un momento' }).waitFor();
  found.push(...(await barriersOf(page)));
  await end();
  await site.stop();
  return found;
}

async function chatBarriers(browser: Browser, url: string, options: BrowserContextOptions): Promise<readonly string[]> {
  const headers = newcomer();
  for (let call = 0; call < 20; call += 1) await fetch(`${url}/api/token`, { method: 'POST', headers });
  const { end, page } = await visit(browser, url, { extraHTTPHeaders: headers, ...options });
  await page.goto(`${url}/widget`);
  await page.getByRole('status').getByText('Hubo demasiados intentos').waitFor();
  await page.locator('[data-id="webchat-sendbox-input"]').waitFor();
  const found = await barriersOf(page);
  await end();
  return found;
}

const barriersOf = async (page: Page) => [
  ...(await findBarriers(page)),
  ...((await isTooWide(page)) ? ['too wide'] : []),
];
