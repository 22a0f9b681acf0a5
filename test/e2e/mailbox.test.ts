import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { MailboxMessage } from '../../src/http/routes/mailbox';
import { findAccessibilityViolations, launchBrowser, visit, type Visit } from '../support/browser/browser';
import { startWebServer, type WebServer } from '../support/http/web-server';
import { describeWith } from '../support/jest/required-tools';
import { describeMailboxAccessibility } from './suites/mailbox-accessibility';

const PHONE = { viewport: { width: 320, height: 640 } };
const DESKTOP = { viewport: { width: 1280, height: 640 } };

const CALL = 'Llame al +593 2 394 5666.';
const mail = (subject: string, second: number, parts: Partial<MailboxMessage> = {}): MailboxMessage => ({
  to: 'ana@example.com',
  subject,
  text: CALL,
  html: `<p>${subject}</p>`,
  at: `2026-01-02T15:04:0${second}.000Z`,
  ...parts,
});

describeWith(['chromium'], 'the local mailbox in a browser', () => {
  let browser: Browser;
  let site: WebServer;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await person.end();
    await site.stop();
  });
  afterAll(() => browser.close());

  /** Starts a site with these mails, newest first. The address of a reset link is known only after the start. */
  async function fill(mailsOf: (link: string) => readonly MailboxMessage[]) {
    const mails: MailboxMessage[] = [];
    site = await startWebServer({ mails });
    mails.push(...mailsOf(`${site.url}/restablecer#t=${site.page.issueLinkToken()}`));
  }
  async function enter(options: BrowserContextOptions): Promise<Page> {
    person = await visit(browser, site.url, options);
    await person.page.goto(`${site.url}/buzon`);
    return person.page;
  }
  const choose = (page: Page, subject: string) =>
    page.getByRole('navigation', { name: 'Correos' }).getByRole('link', { name: subject }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });
  const opensResetForm = async (page: Page) => {
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Elija su nueva clave' }).waitFor();
  };

  it('the mailbox lists mails with subject, recipient, time in Guayaquil and the beginning of their text', async () => {
    const text = `IESS\n\nSu código\n\nEscriba este código en el chat:\n\n    123 456\n\n${CALL}`;
    await fill(() => [mail('Aviso', 6), mail('Código', 5, { text })]);
    const page = await enter(DESKTOP);
    await heading(page, 'Aviso').waitFor();
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      ['Aviso', '10:04:06', 'ana@example.com', CALL].join('\n'),
      ['Código', 'Nuevo', '10:04:05', 'ana@example.com', `Escriba este código en el chat: 123 456 ${CALL}`].join('\n'),
    ]);
    expect(await page.getByRole('article').innerText()).toMatch(
      /Aviso\s+Para:?\s+ana@example\.com\s+Recibido:?\s+2 de enero de 2026\D+10:04:06/,
    );
  });

  it('the HTML of a mail is rendered as a mail program would, and its link opens the reset page', async () => {
    await fill((link) => [
      mail('Enlace', 6, {
        html: `<!doctype html><html lang="en"><body><p style="color: rgb(1, 2, 3)">Hola</p><a href="${link}">Crear</a>`,
      }),
    ]);
    const page = await enter(PHONE);
    await choose(page, 'Enlace');
    const shown = page.getByTitle('Enlace').contentFrame();
    expect(await shown.getByText('Hola').evaluate((it) => getComputedStyle(it).color)).toBe('rgb(1, 2, 3)');
    expect(
      await shown.locator('html').evaluate(({ ownerDocument: it }) => [it.documentElement.lang, it.compatMode]),
    ).toEqual(['en', 'CSS1Compat']);
    const [opened] = await Promise.all([page.context().waitForEvent('page'), shown.getByRole('link').click()]);
    await opensResetForm(opened);
    expect(person.blockedRequests).toEqual([]);
    // The browser also refuses the scripts that the test itself runs inside a mail.
    expect(person.browserErrors.filter((error) => !error.includes('about:srcdoc'))).toEqual([]);
  });

  it('a link mail has a link to open, a code mail a code to copy, and other mails neither', async () => {
    await fill((link) => [
      mail('link', 7, { text: `Pulse:\n\n${link}\n\nhttps://example.org/restablecer` }),
      mail('code', 6, { text: 'Su código:\n\n    123 456' }),
      mail('key-changed', 5),
    ]);
    const page = await enter(DESKTOP);
    const offers = async (subject: string) => {
      await choose(page, subject);
      await heading(page, subject).waitFor();
      return page.getByRole('article').locator('button, a:visible').allTextContents();
    };
    expect([await offers('key-changed'), await offers('code'), await offers('link')]).toEqual([
      [],
      ['Copiar el código'],
      ['Abrir el enlace (se abre en otra pestaña)'],
    ]);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Abrir el enlace' }).click(),
    ]);
    await opensResetForm(opened);
    expect(await findAccessibilityViolations(opened)).toEqual([]);
  });

  it('the plain text of a mail is shown on demand', async () => {
    await fill(() => [mail('Código', 5, { text: 'Su código:\n\n    123 456\n' })]);
    const page = await enter(DESKTOP);
    const text = page.locator('pre');
    expect(await text.isVisible()).toBe(false);
    await page.getByText('Ver el texto sin formato').click();
    expect(await text.innerText()).toBe('Su código:\n\n    123 456\n');
  });

  it('the frame fits the height of the mail at any width, and runs no script of the mail', async () => {
    const html = `<p>${'Una frase que ocupa su lugar. '.repeat(60)}</p>
      <script>parent.document.title = 'taken'</script><img src="x" onerror="parent.document.title = 'taken'">`;
    await fill(() => [mail('Larga', 5, { html })]);
    const page = await enter(PHONE);
    const frame = page.getByTitle('Larga');
    const fits = () =>
      page.waitForFunction(() => {
        const shown = document.querySelector('iframe');
        const needed = shown?.contentDocument?.documentElement.getBoundingClientRect().height ?? NaN;
        const spare = (shown?.clientHeight ?? NaN) - needed;
        return needed > 0 && spare >= 0 && spare < 1;
      });
    // A phone shows the list first, and a hidden frame has no height.
    await choose(page, 'Larga');
    await frame.contentFrame().getByText('Una frase').waitFor();
    const heights: number[] = [];
    for (const { viewport } of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      await fits();
      heights.push((await frame.boundingBox())?.height ?? 0);
    }
    expect(heights[0]).toBeGreaterThan(heights[1] ?? Infinity);
    expect(await page.title()).toBe('Buzón local');
  });

  it('the local mailbox is shown in the language of the browser', async () => {
    await fill(() => [mail('Code', 5, { text: '123 456' })]);
    const page = await enter({ ...DESKTOP, locale: 'en-GB' });
    await page.getByRole('button', { name: 'Copy the code' }).waitFor();
    expect(await page.getByRole('article').innerText()).toMatch(/Received:?\s+.*2026.*10:04:05/);
  });
});

describeMailboxAccessibility([{ width: 320, colorScheme: 'light' }]);
