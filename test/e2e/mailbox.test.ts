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
    expect(await page.getByRole('link', { name: 'Abrir el enlace' }).count()).toBe(1);
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

  it('offers what each mail is for: a link mail its link, a code mail its code, others nothing', async () => {
    const mails = ['key-changed', 'code', 'link'].map((subject, second) => ({
      to: 'ana@example.com',
      subject,
      text: 'Llame al +593 2 394 5666.',
      html: `<p>${subject}</p>`,
      at: `2026-01-02T03:04:0${second}.000Z`,
    }));
    site = await startSite({ mails });
    const link = `${site.url}/restablecer#t=${site.page.issue()}`;
    Object.assign(mails[1] ?? {}, { text: 'Su código:\n\n    123 456' });
    Object.assign(mails[2] ?? {}, { text: `Pulse:\n\n${link}\n\nhttps://example.org/restablecer` });
    person = await visit(browser, site.url);
    const { page } = person;
    await page.goto(`${site.url}/buzon`);
    const offers = async (subject: string) =>
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: subject, exact: true }) })
        .locator('button, a')
        .allTextContents();
    await page.getByRole('heading', { name: 'link' }).waitFor();
    expect([await offers('key-changed'), await offers('code'), await offers('link')]).toEqual([
      [],
      ['Copiar el código'],
      ['Abrir el enlace'],
    ]);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Abrir el enlace' }).click(),
    ]);
    await opened.getByRole('button', { name: 'Continuar' }).click();
    await opened.getByRole('heading', { name: 'Elija su nueva clave' }).waitFor();
    expect(await findBarriers(opened)).toEqual([]);
  });

  it('gives every mail the height it needs, at any width, and runs no script of a mail', async () => {
    const html = `<p>${'Una frase que ocupa su lugar. '.repeat(60)}</p>
      <script>parent.document.title = 'taken'</script><img src="x" onerror="parent.document.title = 'taken'">`;
    site = await startSite({
      mails: [{ to: 'ana@example.com', subject: 'Larga', text: '', html, at: '2026-01-02T03:04:05.000Z' }],
    });
    person = await visit(browser, site.url, { viewport: { width: 1280, height: 640 } });
    const { page } = person;
    await page.goto(`${site.url}/buzon`);
    const frame = page.getByTitle('Larga');
    const fits = () =>
      page.waitForFunction(() => {
        const shown = document.querySelector('iframe');
        const needed = shown?.contentDocument?.documentElement.getBoundingClientRect().height ?? NaN;
        const spare = (shown?.clientHeight ?? NaN) - needed;
        return spare >= 0 && spare < 1;
      });
    await frame.contentFrame().getByText('Una frase').waitFor();
    const heights: number[] = [];
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 640 });
      await fits();
      heights.push((await frame.boundingBox())?.height ?? 0);
    }
    expect(heights[1]).toBeGreaterThan(heights[0] ?? Infinity);
    expect(await page.title()).toBe('Buzón local');
  });

  it('leaves the mails alone that are being read when another arrives', async () => {
    const mails = [
      { to: 'ana@example.com', subject: 'A', text: '123 456', html: '<p>a</p>', at: '2026-01-02T03:04:05.000Z' },
    ];
    site = await startSite({ mails });
    person = await visit(browser, site.url);
    const { page } = person;
    await page.goto(`${site.url}/buzon`);
    const button = page.getByRole('button', { name: 'Copiar el código' });
    await button.focus();
    mails.unshift({ to: 'ana@example.com', subject: 'B', text: '', html: '<p>b</p>', at: '2026-01-02T03:04:06.000Z' });
    await page.getByRole('heading', { name: 'B', exact: true }).waitFor();
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['B', 'A']);
  });
});
