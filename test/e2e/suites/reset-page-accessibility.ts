import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { MINUTE } from '../../../src/domain/time';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
} from '../../support/browser/browser';
import { startWebServer, type WebServer } from '../../support/http/web-server';
import { describeWith } from '../../support/jest/required-tools';

const KEY = 'caballo batería grapa correcta';

/** Every state of the page in each of these colour schemes, on the smallest phone. */
export function describeResetPageAccessibility(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'the reset page', () => {
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

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const fill = async (page: Page, key: string, repeat = key) => {
    await page.locator('#key').fill(key);
    await page.locator('#repeat').fill(repeat);
  };
  const open = async (page: Page) => {
    await page.goto(`${site.url}/restablecer#t=${site.page.issueLinkToken()}`);
    await heading(page, 'Cree su nueva clave');
  };

  /** Every state that `walk` looks at, with what is wrong in it. */
  async function inspect(
    options: BrowserContextOptions,
    walk: (page: Page, look: (state: string) => Promise<void>) => Promise<void>,
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

  describe.each(colorSchemes)('in its %s colours, 320 pixels wide', (colorScheme) => {
    it('puts no barrier up on the way to a new key', async () => {
      const states = await inspect({ colorScheme }, async (page, look) => {
        await open(page);
        await look('intro');
        site.page.setBehaviour('unavailable');
        await press(page, 'Continuar');
        await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
        await look('intro with trouble');
        site.page.setBehaviour('well');
        await press(page, 'Continuar');
        await heading(page, 'Elija su nueva clave');
        await look('form');
        await fill(page, 'iess1234', 'x');
        await press(page, 'Guardar la clave');
        await page.locator('[data-rule="repeat"][data-state="broken"]').waitFor();
        await look('form with faults');
        await fill(page, 'contraseñasegura');
        await press(page, 'Guardar la clave');
        await page.locator('[data-rule="strength"][data-state="broken"]').waitFor();
        await look('form refused');
        await fill(page, KEY);
        await page.getByText('muy buena').waitFor();
        await look('form filled');
        await press(page, 'Guardar la clave');
        await heading(page, 'Su nueva clave está lista');
        await look('done');
      });
      expect(states).toEqual({
        intro: [],
        'intro with trouble': [],
        form: [],
        'form with faults': [],
        'form refused': [],
        'form filled': [],
        done: [],
      });
    });

    it('puts no barrier up where the way ends', async () => {
      const states = await inspect({ colorScheme }, async (page, look) => {
        await open(page);
        await press(page, 'Continuar');
        await heading(page, 'Elija su nueva clave');
        site.page.setBehaviour('unavailable');
        await page.reload();
        await heading(page, 'No pudimos conectarnos');
        await look('trouble');
        site.page.setBehaviour('well');
        await press(page, 'Intentar otra vez');
        await fill(page, KEY);
        site.page.passTime(10 * MINUTE);
        await press(page, 'Guardar la clave');
        await heading(page, 'Esta página ya no sirve');
        await look('session over');
        await page.reload();
        await heading(page, 'Abra el enlace de su correo');
        await look('no link');
        await page.goto(`${site.url}/restablecer#t=${'x'.repeat(43)}`);
        await press(page, 'Continuar');
        await heading(page, 'Este enlace ya no sirve');
        await look('gone');
      });
      expect(states).toEqual({ trouble: [], 'session over': [], 'no link': [], gone: [] });
    });

    it('puts no barrier up where scripts are off', async () => {
      const states = await inspect({ colorScheme }, async (page, look) => {
        await page.route('**/restablecer', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: withoutScripts(await response.text()) });
        });
        await page.goto(`${site.url}/restablecer`);
        await page.getByText('necesita JavaScript').waitFor();
        await look('no script');
      });
      expect(states).toEqual({ 'no script': [] });
    });
  });
}

/** The page as a browser without scripts builds it. The checker is a script itself: it needs a browser that has them. */
const withoutScripts = (html: string): string =>
  html.replace(/<script type="module"[^>]*><\/script>/, '').replace(/<\/?noscript>/g, '');
