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

  /** Opens the mailbox with a paused clock, which only the test moves. */
  async function enter(options: BrowserContextOptions = {}) {
    person = await visit(browser, site.url, options);
    page = person.page;
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.goto(`${site.url}/buzon`);
    await entry('A').waitFor();
  }
  /** Adds a mail, and waits until the list shows it. */
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

  it('the newest mail is open while none is chosen, and is announced', async () => {
    await enter();
    expect([await opened(), await isNew('B'), await isNew('A')]).toEqual(['B', false, true]);
    await arrive('C', 3);
    expect([await opened(), await isNew('C')]).toEqual(['C', false]);
    expect(await status()).toBe('Llegó un correo a las 10:04:03: C');
    // A hidden page does not poll; the jump of the clock would make a poll time out.
    await setVisibility(page, 'hidden');
    await page.clock.runFor(20_000);
    expect(await status()).toBe('');
  });

  it('a mail stays open while the focus is in it, and a new one is marked and announced', async () => {
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

  it('a mail stays open after a click into its text', async () => {
    await enter();
    await page.getByTitle('B').contentFrame().getByText('B').click();
    await arrive('C', 3);
    expect(await opened()).toBe('B');
  });

  it('a mail stays open after scrolling down', async () => {
    mails.splice(0, 1, { ...mail('B', 2), html: `<p>${'Una frase. '.repeat(2_000)}</p>` });
    await enter();
    await page.mouse.move(900, 500);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => scrollY > 0);
    await arrive('C', 3);
    expect(await opened()).toBe('B');
  });

  it('mails that the service no longer has are removed', async () => {
    await enter();
    mails.length = 0;
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await page.getByRole('heading', { name: 'Todavía no hay correos' }).waitFor();
    expect(await entry('A').count()).toBe(0);
  });

  it('a chosen mail stays when others arrive and after a reload, and going back undoes the choice', async () => {
    await enter();
    await entry('A').click();
    await page.getByRole('article').getByRole('heading', { name: 'A', exact: true }).waitFor();
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

  it('a phone shows first the list and then the mail in its place, with a link back', async () => {
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

  it('the copy button copies the code, confirms it, and offers to copy again after 2.5 s', async () => {
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

  it('the code is selected when the browser refuses to copy it', async () => {
    await enter({ permissions: ['geolocation'] });
    await page.getByRole('button', { name: 'Copiar el código' }).click();
    await page.getByText('El código quedó seleccionado').waitFor();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('123 456');
  });

  it('the mailbox can be used with the keyboard alone: open a mail, copy its code, show its text', async () => {
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

  it('the page polls for mails, stops while it is hidden, and polls at once on return', async () => {
    await enter();
    let requestCount = 0;
    page.on('request', () => (requestCount += 1));
    mails.unshift(mail('C', 3));
    await page.clock.runFor(REFRESH);
    await entry('C').waitFor();
    expect(requestCount).toBe(1);

    await page.getByRole('button', { name: 'Copiar el código' }).focus();
    await setVisibility(page, 'hidden');
    await page.clock.runFor(10 * REFRESH);
    expect(requestCount).toBe(1);

    mails.unshift(mail('D', 4));
    await setVisibility(page, 'visible');
    await page.getByRole('heading', { name: 'D', exact: true }).waitFor();
    // A reader who returns gets the newest mail, with the focus in it.
    await hasFocus('#reading');
  });

  it.each([
    ['does not answer', () => page.route('**/buzon/messages', (route) => route.abort())],
    ['answers 503', () => page.route('**/buzon/messages', (route) => route.fulfill({ status: 503 }))],
  ])('the page keeps its mails and shows a notice when the service %s, and recovers', async (_how, break_) => {
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
