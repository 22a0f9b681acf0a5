import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { MailboxMessage } from '../../src/http/routes/mailbox';
import { launchBrowser, visit, type Visit } from '../support/browser/browser';
import { startWebServer, type WebServer } from '../support/http/web-server';
import { describeWith } from '../support/jest/required-tools';

const PHONE = { viewport: { width: 320, height: 640 } };
const REFRESH = 3_000;

const mail = (subject: string, second: number): MailboxMessage => ({
  to: 'ana@example.com',
  subject,
  text: '123 456',
  html: `<p>${subject}</p>`,
  at: `2026-01-02T15:04:0${second}.000Z`,
});

describeWith(['chromium'], 'reading the local mailbox', () => {
  let browser: Browser;
  let site: WebServer;
  let person: Visit;
  let page: Page;
  let mails: MailboxMessage[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    mails = [mail('B', 2), mail('A', 1)];
    site = await startWebServer({ mails });
  });
  afterEach(async () => {
    await person.end();
    await site.stop();
  });
  afterAll(() => browser.close());

  /** The page's clock stands still unless the test moves it. */
  async function enter(options: BrowserContextOptions = {}) {
    person = await visit(browser, site.url, options);
    page = person.page;
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.goto(`${site.url}/buzon`);
    await entry('A').waitFor();
  }
  /** Its mail is in the list once this is over. */
  async function arrive(subject: string, second: number) {
    mails.unshift(mail(subject, second));
    await page.getByRole('button', { name: 'Actualizar' }).evaluate((button: HTMLElement) => {
      button.click();
    });
    await entry(subject).waitFor();
  }
  const entry = (subject: string) =>
    page.getByRole('navigation', { name: 'Correos' }).getByRole('link', { name: new RegExp(`^${subject} `) });
  const isNew = async (subject: string) => (await entry(subject).innerText()).includes('Nuevo');
  const opened = () => page.getByRole('article').getByRole('heading').innerText();
  const status = () => page.locator('#status').innerText();
  const hasFocus = (selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

  it('opens the newest by itself while none is chosen, and says that it came', async () => {
    await enter();
    expect([await opened(), await isNew('B'), await isNew('A')]).toEqual(['B', false, true]);
    await arrive('C', 3);
    expect([await opened(), await isNew('C')]).toEqual(['C', false]);
    expect(await status()).toBe('Llegó un correo a las 10:04:03: C');
    // Hidden it asks nothing, which the leap in time would make late.
    await setVisibility(page, 'hidden');
    await page.clock.runFor(20_000);
    expect(await status()).toBe('');
  });

  it('takes nothing away from who is at the open mail: marks the new one and says so', async () => {
    await enter();
    const button = page.getByRole('button', { name: 'Copiar el código' });
    await button.focus();
    await arrive('C', 3);
    expect([await opened(), await isNew('C'), await status()]).toEqual([
      'B',
      true,
      'Llegó un correo a las 10:04:03: C',
    ]);
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  it('takes nothing away from who reads inside the mail itself', async () => {
    await enter();
    await page.getByTitle('B').contentFrame().getByText('B').click();
    await arrive('C', 3);
    expect(await opened()).toBe('B');
  });

  it('takes nothing away from who has scrolled down', async () => {
    mails.splice(0, 1, { ...mail('B', 2), html: `<p>${'Una frase. '.repeat(2_000)}</p>` });
    await enter();
    await page.mouse.move(900, 500);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => scrollY > 0);
    await arrive('C', 3);
    expect(await opened()).toBe('B');
  });

  it('forgets what the service has no more', async () => {
    await enter();
    mails.length = 0;
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await page.getByRole('heading', { name: 'Todavía no hay correos' }).waitFor();
    expect(await entry('A').count()).toBe(0);
  });

  it('keeps the chosen mail over arrivals, a reload and the way back', async () => {
    await enter();
    await entry('A').click();
    expect(await opened()).toBe('A');
    await page.locator('body').click({ position: { x: 1, y: 1 } });
    await arrive('C', 3);
    expect(await opened()).toBe('A');

    expect(page.url()).not.toContain('123');
    await page.reload();
    await entry('A').waitFor();
    expect([await opened(), await isNew('A'), await isNew('B'), await isNew('C')]).toEqual(['A', false, false, true]);
    await page.goBack();
    await page.getByRole('heading', { name: 'C', exact: true }).waitFor();
  });

  it('on a phone shows the list first, then the mail in its place, and leads back', async () => {
    await enter(PHONE);
    const article = page.getByRole('article');
    expect([await article.isVisible(), await isNew('B')]).toEqual([false, true]);
    await entry('A').click();
    await hasFocus('#reading');
    expect([await opened(), await entry('A').isVisible()]).toEqual(['A', false]);
    await page.getByRole('link', { name: 'Todos los correos' }).click();
    await entry('A').waitFor();
    expect(await entry('A').evaluate((it) => it === document.activeElement)).toBe(true);
    expect([await article.isVisible(), await isNew('A'), await isNew('B')]).toEqual([false, false, true]);
    await page.goBack();
    await article.waitFor();
    expect(await opened()).toBe('A');
  });

  it('copies the code, says so, and is soon ready to copy again', async () => {
    await enter({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copiar el código' }).click();
    await page.getByRole('button', { name: 'Copiado' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('123456');
    const said = page.getByRole('article').getByRole('status');
    expect(await said.textContent()).toBe('El código se copió.');
    await page.clock.runFor(2_500);
    expect(await page.getByRole('button', { name: 'Copiar el código' }).count()).toBe(1);
    expect(await said.textContent()).toBe('');
  });

  it('selects the code where the browser refuses to copy it', async () => {
    await enter({ permissions: ['geolocation'] });
    await page.getByRole('button', { name: 'Copiar el código' }).click();
    await page.getByText('El código quedó seleccionado').waitFor();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('123 456');
  });

  it('is worked by the keyboard alone', async () => {
    await enter({ permissions: ['clipboard-read', 'clipboard-write'] });
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab', 'Tab', 'Tab', 'Enter');
    await hasFocus('#reading');
    expect(await opened()).toBe('A');
    await press('Tab', 'Enter');
    await page.getByRole('button', { name: 'Copiado' }).waitFor();
    await press('Tab', 'Tab', 'Enter');
    await page.locator('pre').waitFor();
  });

  it('asks again by itself, but not while hidden, and at once on return', async () => {
    await enter();
    let asked = 0;
    page.on('request', () => (asked += 1));
    mails.unshift(mail('C', 3));
    await page.clock.runFor(REFRESH);
    await entry('C').waitFor();
    expect(asked).toBe(1);

    await page.getByRole('button', { name: 'Copiar el código' }).focus();
    await setVisibility(page, 'hidden');
    await page.clock.runFor(10 * REFRESH);
    expect(asked).toBe(1);

    mails.unshift(mail('D', 4));
    await setVisibility(page, 'visible');
    await page.getByRole('heading', { name: 'D', exact: true }).waitFor();
    // Who left comes back to the newest, with the focus in it.
    await hasFocus('#reading');
  });

  it.each([
    ['does not answer', () => page.route('**/buzon/messages', (route) => route.abort())],
    ['answers with trouble', () => page.route('**/buzon/messages', (route) => route.fulfill({ status: 503 }))],
  ])('keeps what it has when the service %s, says so, and recovers', async (_how, break_) => {
    await enter();
    await break_();
    await page.clock.runFor(REFRESH);
    await page.getByText('El buzón no responde').waitFor();
    expect([await opened(), await entry('A').isVisible()]).toEqual(['B', true]);
    await page.unroute('**/buzon/messages');
    await page.clock.runFor(REFRESH);
    await page.getByText('El buzón no responde').waitFor({ state: 'detached' });
    expect(await status()).toBe('');
  });
});

/** A browser without a screen never hides a tab by itself. */
const setVisibility = (page: Page, state: DocumentVisibilityState): Promise<void> =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { value: now === 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
