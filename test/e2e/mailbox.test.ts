import type { Browser } from 'playwright-core';
import { findBarriers, isTooWide, launchBrowser, visit, type Visit } from '../support/browser';
import { startSite, type Site } from '../support/site';
import { describeWith } from '../support/tools';

describeWith(['chromium'], 'the local mailbox in a browser', () => {
  let browser: Browser;
  let site: Site;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await person.end();
    await site.stop();
  });
  afterAll(() => browser.close());

  it('shows mails as a mail program would, and their links lead to the reset page', async () => {
    const mails = [
      {
        to: 'ana@example.com',
        subject: 'Código',
        text: 'Su código:\n\n    123 456\n\nLlame al +593 2 394 5666.',
        html: '<p>123 456</p>',
        at: '2026-01-02T03:04:05.000Z',
      },
    ];
    site = await startSite({ mails });
    const link = `${site.url}/restablecer#t=${site.page.issue()}`;
    const html = `<p style="color: rgb(1, 2, 3)">Hola</p><a href="${link}">Crear nueva clave</a>`;
    person = await visit(browser, site.url, { viewport: { width: 320, height: 640 } });
    const { page } = person;

    await page.goto(`${site.url}/buzon`);
    await page.getByRole('heading', { name: 'Código' }).waitFor();
    mails.unshift({
      to: 'ana@example.com',
      subject: 'Enlace',
      text: `${link}\n\nLlame al +593 2 394 5666.`,
      html,
      at: '2026-01-02T03:04:06.000Z',
    });
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await page.getByRole('heading', { name: 'Enlace' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Enlace', 'Código']);
    expect(await page.getByRole('button', { name: 'Copiar el código' }).count()).toBe(1);
    expect(await isTooWide(page)).toBe(false);
    expect(await page.getByTitle('Enlace').count()).toBe(1);

    const mail = page.locator('iframe').first().contentFrame();
    expect(await mail.getByText('Hola').evaluate((it) => getComputedStyle(it).color)).toBe('rgb(1, 2, 3)');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), mail.getByRole('link').click()]);
    await opened.getByRole('button', { name: 'Continuar' }).click();
    await opened.getByRole('heading', { name: 'Elija su nueva clave' }).waitFor();

    // The checker cannot run inside the mails' frames, where no script runs.
    await page.locator('iframe').evaluateAll((frames) => {
      for (const frame of frames) frame.remove();
    });
    expect(await findBarriers(page)).toEqual([]);
    expect(person.strangers).toEqual([]);
    // What the test itself ran inside a mail was refused, as any script of a mail would be.
    expect(person.complaints.filter((complaint) => !complaint.includes('about:srcdoc'))).toEqual([]);
  });
});
