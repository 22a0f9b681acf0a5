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

describeWith(['chromium'], 'an address from which too much came', () => {
  let browser: Browser;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => person.end());
  afterAll(() => browser.close());

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  describe('on the reset page', () => {
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

    it('is told beside the button when to try again, in either language, and loses neither the link nor the key', async () => {
      const limits = createGate();
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

    it('gets the page all the same, which says when, and opens the link once it may', async () => {
      const limits = createGate();
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

    it('is told the same when it comes back to an opened page', async () => {
      const limits = createGate();
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

  describe('in the chat', () => {
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

    it('is told when the chat opens, and it opens by itself', async () => {
      const page = await begin();
      await status(
        page,
        /^Hubo demasiados intentos desde su conexión a internet\. El chat se abre solo en \d+ minutos\.$/,
      );
      expect(await page.getByRole('button', { name: 'Volver a cargar' }).count()).toBe(0);
      // There is room again, and what lets the page try sooner than it would by itself.
      await page.context().setExtraHTTPHeaders(newVisitorHeaders());
      await page.evaluate('dispatchEvent(new Event("online"))');
      await chatWindowIn(page).waitForText('¿Qué necesita?');
      expect(await page.locator('#status').textContent()).toBe('');
      expect(person.browserErrors).toEqual([]);
    });

    it('is told so in English by a page in English', async () => {
      const page = await begin({ locale: 'en-GB' });
      await status(
        page,
        /^Too many attempts came from your internet connection\. The chat opens by itself in \d+ minutes\.$/,
      );
    });
  });
});

describeRateLimitedAccessibility(['a phone in the light']);

interface Gate extends RateLimits {
  state: 'open' | 'closed';
}

/** Grants everything, or nothing for 40 s. */
function createGate(): Gate {
  const judge: RateLimits['charge'] = () =>
    Promise.resolve(
      gate.state === 'open'
        ? { kind: 'allowed' }
        : { kind: 'exceeded', limit: 'address-page-posts', retryIn: 40_000, first: false },
    );
  const gate: Gate = {
    state: 'open',
    charge: judge,
    peek: judge,
    refund: () => Promise.resolve(),
    block: () => Promise.resolve(),
  };
  return gate;
}
