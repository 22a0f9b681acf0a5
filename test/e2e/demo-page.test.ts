import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { WebFiles } from '../../src/http/routes/web-files/web-files';
import { demoPageRoute } from '../../src/http/routes/widget/demo-page';
import type { DemoSection } from '../../src/http/routes/widget/demo-section';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { launchBrowser, visit, type Visit } from '../support/browser/browser';
import { buildWebFiles } from '../support/browser/built-web-files';
import { startChatServer, type TestServer } from '../support/browser/embedding-servers';
import { describeWith } from '../support/jest/required-tools';
import { demo, describeDemoPageAccessibility } from './suites/demo-page-accessibility';
import { recoveryRules } from '../../src/policy/recovery';

describeWith(['chromium'], 'the demo page', () => {
  let browser: Browser;
  let web: WebFiles;
  let server: TestServer;
  let person: Visit;

  beforeAll(async () => {
    [browser, web] = await Promise.all([launchBrowser(), buildWebFiles()]);
  });
  afterEach(async () => {
    await person.end();
    await server.stop();
  });
  afterAll(() => browser.close());

  async function enter(options: BrowserContextOptions = {}, section: { demo?: DemoSection } = { demo }): Promise<Page> {
    const catalog = createMessageCatalog();
    server = await startChatServer({
      web,
      routes: (url) => [
        // The public address is known only after the server has a port.
        demoPageRoute({ catalog, web, random, codeLifetime: recoveryRules.code.lifetime, ...section, get publicUrl() { return url(); } }), // prettier-ignore
      ],
    });
    person = await visit(browser, server.url, { reducedMotion: 'reduce', ...options });
    await person.page.goto(server.url);
    return person.page;
  }

  it('the button of the demo page opens the chat, and the launcher closes it', async () => {
    const page = await enter();
    const input = page.frameLocator('iframe').getByRole('textbox');
    await page.getByRole('button', { name: 'Abrir el chat' }).click();
    await input.and(page.frameLocator('iframe').locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Chat para recuperar la clave' }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(person.browserErrors).toEqual([]);
    expect(person.blockedRequests).toEqual([]);
  });

  it('the demo page lists the demo employers for testers, and copies their numbers', async () => {
    const page = await enter({ permissions: ['clipboard-read', 'clipboard-write'] });
    const row = page.getByRole('row').filter({ hasText: 'EXT-204518' });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      'EXT-204518',
      '1799999923001',
      '0002',
      '<b>código</b> (foreigner)',
    ]);
    await row.getByRole('button', { name: 'Copiar 1799999923001' }).click();
    await page.getByRole('status').getByText('Copiado: 1799999923001').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('1799999923001');
    expect(await page.getByRole('link', { name: 'Abrir el buzón de prueba' }).getAttribute('href')).toBe('/buzon');
    expect(person.browserErrors).toEqual([]);
  });

  it('the demo page shows that a number could not be copied', async () => {
    const page = await enter({ permissions: [] });
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error('refused')) },
      });
    });
    await page.getByRole('button', { name: 'Copiar 0002' }).click();
    await page.getByRole('status').getByText('No se pudo copiar.').waitFor();
  });

  it('the demo page hides the demo when employers are real, and the link to the mailbox when mails go elsewhere', async () => {
    const page = await enter({}, {});
    expect(await page.getByText('Demostración').count()).toBe(0);
    await person.end();
    await server.stop();
    const other = await enter({}, { demo: { ...demo, mailbox: 'elsewhere' } });
    expect(await other.getByRole('table').count()).toBe(1);
    expect(await other.getByRole('link', { name: 'Abrir el buzón de prueba' }).count()).toBe(0);
  });

  it('the demo page shows webmasters the script tag and the policy that they need', async () => {
    const page = await enter({ locale: 'en-GB' });
    await page.getByText('For webmasters').click();
    await page.getByText(`<script src="${server.url}/widget.js" defer></script>`).waitFor();
    await page.getByText(`script-src ${server.url}; frame-src ${server.url}`).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: 'Password recovery chat' }).waitFor();
  });

  it('the demo page has a Content Security Policy that allows only its own scripts, styles and frame', async () => {
    await enter();
    const { headers } = await fetch(server.url);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors 'none'; script-src 'nonce-([\w-]+)'; style-src 'nonce-\1'; require-trusted-types-for 'script'; trusted-types 'none'; frame-src 'self'$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toBe('Accept-Language');
  });
});

describeDemoPageAccessibility(['light']);
