import type { Browser, Page } from 'playwright-core';
import { MINUTE } from '../../src/domain/time';
import { launchBrowser, visit, type Visit } from '../support/browser/browser';
import { startWebServer, type WebServer } from '../support/http/web-server';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'caballo batería grapa correcta';

describeWith(['chromium'], 'the reset page in a browser', () => {
  let browser: Browser;
  let site: WebServer;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    site = await startWebServer();
    person = await visit(browser, site.url);
  });
  afterEach(async () => {
    await person.end();
    await site.stop();
  });
  afterAll(() => browser.close());

  const link = () => `${site.url}/restablecer#t=${site.page.issueLinkToken()}`;
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const fill = async (page: Page, key: string, repeat = key) => {
    await page.getByLabel('Nueva clave', { exact: true }).fill(key);
    await page.getByLabel('Repita la nueva clave', { exact: true }).fill(repeat);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const openForm = async (page: Page) => {
    await page.goto(link());
    await press(page, 'Continuar');
    await heading(page, 'Elija su nueva clave');
  };

  it('the page leads from the link to a new key without browser errors or requests to other hosts', async () => {
    const { page } = person;
    await openForm(page);
    expect(await page.getByText('17•••••065001').isVisible()).toBe(true);
    expect(await page.getByText('Com••• de Pru••• S.A.').isVisible()).toBe(true);
    expect(await page.getByText('0002').isVisible()).toBe(true);
    await fill(page, KEY);
    await page.getByText('muy buena').waitFor();
    await press(page, 'Guardar la clave');
    await heading(page, 'Su nueva clave está lista');
    expect(await page.getByRole('link').getAttribute('href')).toBe('https://www.iess.gob.ec');
    expect(site.page.counts).toEqual({ opened: 1, changed: 1 });
    expect(await page.locator('#key').inputValue()).toBe('');
    await page.reload();
    await heading(page, 'Su nueva clave está lista');
    expect(person.blockedRequests).toEqual([]);
    expect(person.browserErrors).toEqual([]);
  });

  it('the page leaves out the name of an employer whose name the registry does not know', async () => {
    site.page.forgetName();
    await openForm(person.page);
    expect(await person.page.getByText('17•••••065001').isVisible()).toBe(true);
    expect(await person.page.locator('#name').isVisible()).toBe(false);
  });

  it('the page can be used with the keyboard alone, and moves the focus to each new heading and fault', async () => {
    const { page } = person;
    const focused = () => page.evaluate<string>('document.activeElement.id || document.activeElement.textContent');
    await page.goto(link());
    await heading(page, 'Cree su nueva clave');
    expect(await focused()).toBe('Cree su nueva clave');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('continue');
    await page.keyboard.press('Enter');
    await heading(page, 'Elija su nueva clave');
    expect(await focused()).toBe('Elija su nueva clave');

    await page.keyboard.press('Tab');
    await page.keyboard.type(KEY);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('repeat');
    expect(await page.locator('#repeat-fault').textContent()).toBe('Repita la clave aquí.');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#key').getAttribute('type')).toBe('text');
    expect(await focused()).toBe('Ocultar');
    await page.keyboard.press('Tab');
    await page.keyboard.type('otra cosa');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('repeat');
    expect(await page.locator('#repeat-fault').textContent()).toContain('no son iguales');
    expect(await page.locator('#key').getAttribute('type')).toBe('password');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(KEY);
    await page.keyboard.press('Enter');
    await heading(page, 'Su nueva clave está lista');
    expect(await focused()).toBe('Su nueva clave está lista');
  });

  it('the token is in neither address nor storage, and survives a reload before "Continuar"', async () => {
    const { page } = person;
    await page.goto(link());
    await heading(page, 'Cree su nueva clave');
    expect(page.url()).toBe(`${site.url}/restablecer`);
    await page.reload();
    await press(page, 'Continuar');
    await heading(page, 'Elija su nueva clave');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('tttt');
    await page.reload();
    await heading(page, 'Elija su nueva clave');
    expect(site.page.counts.opened).toBe(1);
  });

  it('the page works in a second tab, and both tabs show the new key as ready', async () => {
    const { page } = person;
    const shared = link();
    await page.goto(shared);
    await press(page, 'Continuar');
    await heading(page, 'Elija su nueva clave');
    const second = await person.newTab();
    await second.goto(shared);
    await press(second, 'Continuar');
    await heading(second, 'Elija su nueva clave');
    for (const tab of [second, page]) {
      await fill(tab, KEY);
      await press(tab, 'Guardar la clave');
      await heading(tab, 'Su nueva clave está lista');
    }
    expect(site.page.counts).toEqual({ opened: 1, changed: 1 });
  });

  it('an expired link and a used link show the same page', async () => {
    const used = link();
    await person.page.goto(used);
    await press(person.page, 'Continuar');
    await heading(person.page, 'Elija su nueva clave');
    const other = await visit(browser, site.url);
    await other.page.goto(used);
    await press(other.page, 'Continuar');
    await heading(other.page, 'Este enlace ya no sirve');
    await other.page.goto(link());
    site.page.passTime(3 * MINUTE);
    await press(other.page, 'Continuar');
    await heading(other.page, 'Este enlace ya no sirve');
    expect(other.browserErrors).toEqual([]);
    await other.end();
  });

  it.each(['', '#t=cut', '#something'])(
    'the page asks to open the link of the mail when the fragment is broken ("%s")',
    async (fragment) => {
      await person.page.goto(`${site.url}/restablecer${fragment}`);
      await heading(person.page, 'Abra el enlace de su correo');
    },
  );

  it('a second link that is pasted over the first is accepted', async () => {
    const { page } = person;
    await page.goto(`${site.url}/restablecer`);
    await heading(page, 'Abra el enlace de su correo');
    await page.goto(link());
    await press(page, 'Continuar');
    await heading(page, 'Elija su nueva clave');
  });

  it('the fault of a key is shown at its field, whether browser or server finds it, and a better key is accepted', async () => {
    const { page } = person;
    await openForm(page);
    const fault = page.locator('#key-fault');
    await fill(page, 'corta');
    await press(page, 'Guardar la clave');
    await fault.getByText('12 caracteres').waitFor();
    for (const [key, text] of [
      ['qwertyuiop12', 'fácil de adivinar'],
      ['xx1710034065xx', 'contiene su RUC'],
      ['la clave de siempre', 'clave anterior'],
    ] as const) {
      await fill(page, key);
      await press(page, 'Guardar la clave');
      await fault.getByText(text).waitFor();
      expect(await page.locator('#key').getAttribute('aria-invalid')).toBe('true');
      expect(await page.evaluate('document.activeElement.id')).toBe('key');
    }
    await fill(page, KEY);
    await press(page, 'Guardar la clave');
    await heading(page, 'Su nueva clave está lista');
  });

  it('the list marks each rule as met or broken, and leaves the rules that only the server checks unmarked', async () => {
    const { page } = person;
    await openForm(page);
    const states = () =>
      page.locator('[data-rule]').evaluateAll((rules) => rules.map((rule) => rule.getAttribute('data-state')));
    const settle = (rule: string, state: string) =>
      page.locator(`[data-rule="${rule}"][data-state="${state}"]`).waitFor();
    await fill(page, 'IESS12345678', 'otra');
    await settle('repeat', 'broken');
    expect(await states()).toEqual(['met', 'broken', 'open', 'server', 'broken']);
    await fill(page, KEY);
    await settle('repeat', 'met');
    expect(await states()).toEqual(['met', 'server', 'met', 'server', 'met']);

    // Notes repeat the marks for screen readers. Only the notes of rules that the server checks are visible.
    const noted = await page.locator('[data-rule]').evaluateAll((rules) =>
      rules.map((rule) => {
        const width = rule.querySelector('.rule-note')?.getBoundingClientRect().width ?? 0;
        return width > 1 ? rule.getAttribute('data-state') : 'visually-hidden';
      }),
    );
    expect(noted).toEqual(['visually-hidden', 'server', 'visually-hidden', 'server', 'visually-hidden']);
  });

  it.each([
    ['contraseñasegura', 'strength', 'débil'],
    ['la clave de siempre', 'different', undefined],
    ['caballo 1710034065 grapa', 'own-data', undefined],
  ])('the verdict of the server on "%s" is shown whenever that key is typed', async (key, rule, strength) => {
    const { page } = person;
    await openForm(page);
    await fill(page, key);
    await page.locator('[data-rule="repeat"][data-state="met"]').waitFor();
    expect(await page.locator(`[data-rule="${rule}"]`).getAttribute('data-state')).not.toBe('broken');
    await press(page, 'Guardar la clave');
    await page.locator(`[data-rule="${rule}"][data-state="broken"]`).waitFor();
    if (strength !== undefined) expect(await page.locator('#score').textContent()).toBe(strength);
    await page.locator('#key').fill(KEY);
    const freed = rule === 'strength' ? 'met' : 'server';
    await page.locator(`[data-rule="${rule}"][data-state="${freed}"]`).waitFor();
    await page.locator('#key').fill(key);
    await page.locator(`[data-rule="${rule}"][data-state="broken"]`).waitFor();
  });

  it('the rules are shown below both fields', async () => {
    const { page } = person;
    await openForm(page);
    const ids = await page
      .locator('#key-form :is(#key, #repeat, #rules, #save)')
      .evaluateAll((elements) => elements.map(({ id }) => id));
    expect(ids).toEqual(['key', 'repeat', 'rules', 'save']);
  });

  it('a key can be pasted', async () => {
    const { page } = person;
    await openForm(page);
    await page.getByLabel('Nueva clave', { exact: true }).fill(KEY);
    // Browsers refuse to copy from a password field.
    await press(page, 'Mostrar la nueva clave');
    await page.locator('#key').press('ControlOrMeta+A');
    await page.locator('#key').press('ControlOrMeta+C');
    await page.locator('#repeat').press('ControlOrMeta+V');
    expect(await page.locator('#repeat').inputValue()).toBe(KEY);
  });

  it('an outage of the service or the network does not end the recovery', async () => {
    const { page } = person;
    await page.goto(link());
    site.page.setBehaviour('unavailable');
    await press(page, 'Continuar');
    await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
    site.page.setBehaviour('well');
    await press(page, 'Continuar');
    await heading(page, 'Elija su nueva clave');

    await fill(page, KEY);
    await page.context().setOffline(true);
    await press(page, 'Guardar la clave');
    await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
    await page.context().setOffline(false);
    site.page.setBehaviour('unavailable');
    await page.reload();
    await heading(page, 'No pudimos conectarnos');
    site.page.setBehaviour('well');
    await press(page, 'Intentar otra vez');
    await heading(page, 'Elija su nueva clave');
  });

  it('the page ends with the session, clears the key, and gives a reason that is true of every end', async () => {
    const { page } = person;
    await openForm(page);
    await fill(page, KEY);
    site.page.passTime(10 * MINUTE);
    await press(page, 'Guardar la clave');
    await heading(page, 'Esta página ya no sirve');
    expect(await page.getByText('Se acabó el tiempo o el trámite se canceló.').isVisible()).toBe(true);
    expect(await page.locator('#key').inputValue()).toBe('');
  });

  it('the page shows until what time it works, warns two minutes before, and ends by itself', async () => {
    const { page } = person;
    await page.clock.install({ time: '2026-01-02T22:14:30Z' });
    await openForm(page);
    expect(await page.locator('.time').innerText()).toMatch(/^Tiene hasta las 17:2[45], hora de Ecuador\.$/);
    await page.clock.fastForward('07:00');
    expect(await page.locator('#time-left').textContent()).toBe('');
    await page.clock.fastForward('01:00');
    await page.getByText('Le quedan 2 minutos.').waitFor();
    await page.clock.fastForward('01:00');
    await page.getByText('Le queda 1 minuto.').waitFor();
    await page.clock.fastForward('00:40');
    await page.getByText('Le queda menos de un minuto.').waitFor();
    await press(page, 'English');
    expect(await page.locator('.time').innerText()).toMatch(
      /^You have until 17:2[45], Ecuador time\. Less than a minute left\.$/,
    );
    await page.clock.fastForward('00:20');
    await heading(page, 'This page no longer works');
  });

  it('the language is switched in place, and the typed key and its fault stay', async () => {
    const { page } = person;
    await openForm(page);
    await fill(page, 'corta');
    await press(page, 'Guardar la clave');
    await press(page, 'English');
    await heading(page, 'Choose your new key');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('#key-fault').textContent()).toContain('too short');
    expect(await page.locator('#key').inputValue()).toBe('corta');
    expect(await page.getByRole('button', { name: 'Show the new key' }).isVisible()).toBe(true);
    await page.reload();
    await heading(page, 'Choose your new key');
    await press(page, 'Español');
    await heading(page, 'Elija su nueva clave');
  });

  it('the page shows that it needs JavaScript when scripts are off, and does not consume the link', async () => {
    const quiet = await visit(browser, site.url, { javaScriptEnabled: false });
    await quiet.page.goto(link());
    expect(await quiet.page.locator('noscript').innerText()).toContain('necesita JavaScript');
    expect(site.page.counts.opened).toBe(0);
    await quiet.end();
  });
});
