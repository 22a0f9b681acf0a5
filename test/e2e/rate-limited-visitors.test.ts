import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { RateLimits } from '../../src/ports/security/rate-limits';
import { launchBrowser, visit, type Visit } from '../support/browser/browser';
import { chatWindowIn } from '../support/browser/chat-window';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startService, type RunningService } from '../support/http/running-service';
import { startWebServer, type WebServer } from '../support/http/web-server';
import { describeWith } from '../support/jest/required-tools';
import { describeRateLimitedAccessibility } from './suites/rate-limited-accessibility';

const KEY = 'caballo batería grapa correcta';

describeWith(['chromium'], 'pages for a rate-limited address', () => {
  let browser: Browser;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => person.end());
  afterAll(() => browser.close());

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  describe('reset page of a rate-limited visitor', () => {
    let site: WebServer;
    let address: { readonly 'X-Forwarded-For': string };
    const begin = async (limits?: RateLimits, options: BrowserContextOptions = {}) => {
      address = newVisitorHeaders();
      site = await startWebServer({ ...(limits && { limits }) });
      person = await visit(browser, site.url, { extraHTTPHeaders: address, ...options });
      return person.page;
    };
    afterEach(() => site.stop());

    const link = () => `${site.url}/restablecer#t=${site.page.issueLinkToken()}`;
    const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

    it('the reset page shows when to try again, in both languages, and keeps the link and the typed key', async () => {
      const limits = createSwitchableLimits();
      const page = await begin(limits);
      await page.goto(link());
      await heading(page, 'Cree su nueva clave');
      limits.state = 'closed';
      await press(page, 'Continuar');
      const alert = page.getByRole('alert').filter({ visible: true });
      await alert.getByText(/^Hubo demasiados intentos.*Intente otra vez en 40 segundos\.$/).waitFor();
      await press(page, 'English');
      await alert.getByText(/^Too many attempts.*Try again in 40 seconds\.$/).waitFor();
      await press(page, 'Español');
      limits.state = 'open';
      await press(page, 'Continuar');
      await heading(page, 'Elija su nueva clave');

      await page.locator('#key').fill(KEY);
      await page.locator('#repeat').fill(KEY);
      limits.state = 'closed';
      await press(page, 'Guardar la clave');
      await alert.getByText('Intente otra vez en 40 segundos.').waitFor();
      expect(await page.locator('#key').inputValue()).toBe(KEY);
      limits.state = 'open';
      await press(page, 'Guardar la clave');
      await heading(page, 'Su nueva clave está lista');
      expect(person.browserErrors).toEqual([]);
    });

    it('the reset page is served with status 429 and the remaining time, and opens the link once the limit allows it', async () => {
      const limits = createSwitchableLimits();
      const page = await begin(limits);
      limits.state = 'closed';
      const shown = await page.goto(link());
      expect(shown?.status()).toBe(429);
      await heading(page, 'Espere un momento');
      await page.getByText('Intente otra vez en 40 segundos.').waitFor();
      limits.state = 'open';
      await press(page, 'Intentar otra vez');
      await heading(page, 'Cree su nueva clave');
      await press(page, 'Continuar');
      await heading(page, 'Elija su nueva clave');
      expect(person.browserErrors).toEqual([]);
    });

    it('an opened reset page shows the remaining time when a rate-limited visitor reloads it', async () => {
      const limits = createSwitchableLimits();
      const page = await begin(limits);
      await page.goto(link());
      await press(page, 'Continuar');
      await heading(page, 'Elija su nueva clave');
      limits.state = 'closed';
      await page.reload();
      await heading(page, 'Espere un momento');
      limits.state = 'open';
      await press(page, 'Intentar otra vez');
      await heading(page, 'Elija su nueva clave');
    });
  });

  describe('chat of a rate-limited visitor', () => {
    let service: RunningService;
    beforeAll(async () => {
      service = await startService();
    });
    afterAll(() => service.stop());

    const begin = async (options: BrowserContextOptions = {}) => {
      const headers = newVisitorHeaders();
      for (let turn = 0; turn < 20; turn += 1) await fetch(`${service.url}/api/token`, { method: 'POST', headers });
      person = await visit(browser, service.url, { extraHTTPHeaders: headers, ...options });
      await person.page.goto(`${service.url}/widget`);
      return person.page;
    };
    const status = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();

    it('the chat page shows in how many minutes the chat opens, and opens it without a reload', async () => {
      const page = await begin();
      await status(
        page,
        /^Hubo demasiados intentos desde su conexión a internet\. El chat continúa automáticamente en \d+ minutos\.$/,
      );
      expect(await page.getByRole('button', { name: 'Volver a cargar' }).count()).toBe(0);
      // A new address has no limit, and the `online` event makes the page retry before its timer.
      await page.context().setExtraHTTPHeaders(newVisitorHeaders());
      await page.evaluate('dispatchEvent(new Event("online"))');
      await chatWindowIn(page).waitForText('¿Qué necesita?');
      expect(await page.locator('#status').textContent()).toBe('');
      expect(person.browserErrors).toEqual([]);
    });

    it('the chat page shows in English in how many minutes the chat opens', async () => {
      const page = await begin({ locale: 'en-GB' });
      await status(
        page,
        /^Too many attempts came from your internet connection\. The chat continues automatically in \d+ minutes\.$/,
      );
    });
  });
});

describeRateLimitedAccessibility(['a phone in light colours']);

interface SwitchableLimits extends RateLimits {
  state: 'open' | 'closed';
}

/** Rate limits that allow everything while open, and refuse everything for 40 s while closed. */
function createSwitchableLimits(): SwitchableLimits {
  const judge: RateLimits['charge'] = () =>
    Promise.resolve(
      switchable.state === 'open'
        ? { kind: 'allowed' }
        : { kind: 'exceeded', limit: 'address-page-posts', retryIn: 40_000, first: false },
    );
  const switchable: SwitchableLimits = {
    state: 'open',
    charge: judge,
    peek: judge,
    refund: () => Promise.resolve(),
    block: () => Promise.resolve(),
  };
  return switchable;
}
