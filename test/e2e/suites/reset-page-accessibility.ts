import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { MINUTE } from '../../../src/domain/time';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
} from '../../support/browser/browser';
import { fillKey, GOOD_KEY, press, waitForHeading } from '../../support/browser/reset-page-steps';
import { startWebServer, type WebServer } from '../../support/http/web-server';
import { describeWith } from '../../support/jest/required-tools';

/** Tests every state of the reset page in each of these colour schemes, on the smallest phone. */
export function describeResetPageAccessibility(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'accessibility of the reset page', () => {
    describeStates(colorSchemes);
  });
}

function describeStates(colorSchemes: readonly ('light' | 'dark')[]): void {
  let browser: Browser;
  let site: WebServer;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    site = await startWebServer();
  });
  afterEach(() => site.stop());
  afterAll(() => browser.close());

  const open = async (page: Page) => {
    await page.goto(`${site.url}/restablecer#t=${site.page.issueLinkToken()}`);
    await waitForHeading(page, 'Cree su nueva clave');
  };

  /** Returns the violations in each state that `walk` inspects. */
  async function violationsByState(
    options: BrowserContextOptions,
    walk: (page: Page, inspect: (state: string) => Promise<void>) => Promise<void>,
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const guest = await visit(browser, site.url, { viewport: { width: 320, height: 640 }, ...options });
    const states: Record<string, readonly string[]> = {};
    await walk(guest.page, async (state) => {
      states[state] = [
        ...(await findAccessibilityViolations(guest.page)),
        ...((await overflowsHorizontally(guest.page)) ? ['too wide'] : []),
      ];
    });
    await guest.end();
    return states;
  }

  describe.each(colorSchemes)('%s colours at 320 pixels', (colorScheme) => {
    it('the steps to a new key have no accessibility violations', async () => {
      const states = await violationsByState({ colorScheme }, async (page, inspect) => {
        await open(page);
        await inspect('intro');
        site.page.setBehaviour('unavailable');
        await press(page, 'Continuar');
        await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
        await inspect('intro with an error');
        site.page.setBehaviour('well');
        await press(page, 'Continuar');
        await waitForHeading(page, 'Elija su nueva clave');
        await inspect('form');
        await fillKey(page, 'iess1234', 'x');
        await press(page, 'Guardar la clave');
        await page.locator('[data-rule="repeat"][data-state="broken"]').waitFor();
        await inspect('form with faults');
        await fillKey(page, 'contraseñasegura');
        await press(page, 'Guardar la clave');
        await page.locator('[data-rule="strength"][data-state="broken"]').waitFor();
        await inspect('form refused');
        await fillKey(page, GOOD_KEY);
        await page.getByText('muy buena').waitFor();
        await inspect('form filled');
        await press(page, 'Guardar la clave');
        await waitForHeading(page, 'Su nueva clave está lista');
        await inspect('done');
      });
      expect(states).toEqual({
        intro: [],
        'intro with an error': [],
        form: [],
        'form with faults': [],
        'form refused': [],
        'form filled': [],
        done: [],
      });
    });

    it('the error states of the reset page have no accessibility violations', async () => {
      const states = await violationsByState({ colorScheme }, async (page, inspect) => {
        await open(page);
        await press(page, 'Continuar');
        await waitForHeading(page, 'Elija su nueva clave');
        site.page.setBehaviour('unavailable');
        await page.reload();
        await waitForHeading(page, 'No pudimos conectarnos');
        await inspect('error');
        site.page.setBehaviour('well');
        await press(page, 'Intentar otra vez');
        await fillKey(page, GOOD_KEY);
        site.page.passTime(10 * MINUTE);
        await press(page, 'Guardar la clave');
        await waitForHeading(page, 'Esta página ya no sirve');
        await inspect('session over');
        await page.reload();
        await waitForHeading(page, 'Abra el enlace de su correo');
        await inspect('no link');
        await page.goto(`${site.url}/restablecer#t=${'x'.repeat(43)}`);
        await press(page, 'Continuar');
        await waitForHeading(page, 'Este enlace ya no sirve');
        await inspect('gone');
      });
      expect(states).toEqual({ error: [], 'session over': [], 'no link': [], gone: [] });
    });

    it('the reset page without scripts has no accessibility violations', async () => {
      const states = await violationsByState({ colorScheme }, async (page, inspect) => {
        await page.route('**/restablecer', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: withoutScripts(await response.text()) });
        });
        await page.goto(`${site.url}/restablecer`);
        await page.getByText('necesita JavaScript').waitFor();
        await inspect('no script');
      });
      expect(states).toEqual({ 'no script': [] });
    });
  });
}

/** Returns the page as a browser without scripts renders it. The checker is a script itself, so scripts must be on in its browser. */
const withoutScripts = (html: string): string =>
  html.replace(/<script type="module"[^>]*><\/script>/, '').replace(/<\/?noscript>/g, '');
