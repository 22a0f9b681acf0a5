import type { Page } from 'playwright-core';
import { MINUTE } from '../../src/domain/time';
import { visit } from '../support/browser/browser';
import { fillKey, GOOD_KEY, openKeyForm, press, waitForHeading } from '../support/browser/reset-page-steps';
import { useResetPage } from '../support/browser/reset-page-visits';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'the reset page in a browser', () => {
  const reset = useResetPage();

  const openForm = (page: Page) => openKeyForm(page, reset.link());

  it('the page leads from the link to a new key without browser errors or requests to other hosts', async () => {
    const { page } = reset.person;
    await openForm(page);
    expect(await page.getByText('17•••••065001').isVisible()).toBe(true);
    expect(await page.getByText('Com••• de Pru••• S.A.').isVisible()).toBe(true);
    expect(await page.getByText('0002').isVisible()).toBe(true);
    await fillKey(page, GOOD_KEY);
    await page.getByText('muy buena').waitFor();
    await press(page, 'Guardar la clave');
    await waitForHeading(page, 'Su nueva clave está lista');
    const portal = page.getByRole('link', { name: 'Ir a www.iess.gob.ec' });
    expect(await portal.getAttribute('href')).toBe('https://www.iess.gob.ec');
    expect((await portal.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(reset.site.page.counts).toEqual({ opened: 1, changed: 1 });
    expect(await page.locator('#key').inputValue()).toBe('');
    await page.reload();
    await waitForHeading(page, 'Su nueva clave está lista');
    expect(reset.person.blockedRequests).toEqual([]);
    expect(reset.person.browserErrors).toEqual([]);
  });

  it('the page leaves out the name of an employer whose name the registry does not know', async () => {
    reset.site.page.forgetName();
    await openForm(reset.person.page);
    expect(await reset.person.page.getByText('17•••••065001').isVisible()).toBe(true);
    expect(await reset.person.page.locator('#name').isVisible()).toBe(false);
  });

  it('the page can be used with the keyboard alone, and moves the focus to each new heading and fault', async () => {
    const { page } = reset.person;
    const focused = () =>
      page.evaluate<string>(
        'document.activeElement.matches("h1") ? document.activeElement.textContent : document.activeElement.id || document.activeElement.textContent',
      );
    await page.goto(reset.link());
    await waitForHeading(page, 'Cree su nueva clave');
    expect(await focused()).toBe('Cree su nueva clave');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('continue');
    await page.keyboard.press('Enter');
    await waitForHeading(page, 'Elija su nueva clave');
    expect(await focused()).toBe('Elija su nueva clave');

    await page.keyboard.press('Tab');
    await page.keyboard.type(GOOD_KEY);
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
    await page.keyboard.type(GOOD_KEY);
    await page.keyboard.press('Enter');
    await waitForHeading(page, 'Su nueva clave está lista');
    expect(await focused()).toBe('Su nueva clave está lista');
  });

  it('the token is in neither address nor storage, and survives a reload before "Continuar"', async () => {
    const { page } = reset.person;
    await page.goto(reset.link());
    await waitForHeading(page, 'Cree su nueva clave');
    expect(page.url()).toBe(`${reset.site.url}/restablecer`);
    await page.reload();
    await press(page, 'Continuar');
    await waitForHeading(page, 'Elija su nueva clave');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('tttt');
    await page.reload();
    await waitForHeading(page, 'Elija su nueva clave');
    expect(reset.site.page.counts.opened).toBe(1);
  });

  it.each(['', '#t=cut', '#something'])(
    'the page asks to open the link of the mail when the fragment is broken ("%s")',
    async (fragment) => {
      await reset.person.page.goto(`${reset.site.url}/restablecer${fragment}`);
      await waitForHeading(reset.person.page, 'Abra el enlace de su correo');
    },
  );

  it('a second link that is pasted over the first is accepted', async () => {
    const { page } = reset.person;
    await page.goto(`${reset.site.url}/restablecer`);
    await waitForHeading(page, 'Abra el enlace de su correo');
    await page.goto(reset.link());
    await press(page, 'Continuar');
    await waitForHeading(page, 'Elija su nueva clave');
  });

  it('an outage of the service or the network does not end the recovery', async () => {
    const { page } = reset.person;
    await page.goto(reset.link());
    reset.site.page.setBehaviour('unavailable');
    await press(page, 'Continuar');
    await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
    reset.site.page.setBehaviour('well');
    await press(page, 'Continuar');
    await waitForHeading(page, 'Elija su nueva clave');

    await fillKey(page, GOOD_KEY);
    await page.context().setOffline(true);
    await press(page, 'Guardar la clave');
    await page.getByRole('alert').getByText('No se ha perdido nada').waitFor();
    await page.context().setOffline(false);
    reset.site.page.setBehaviour('unavailable');
    await page.reload();
    await waitForHeading(page, 'No pudimos conectarnos');
    reset.site.page.setBehaviour('well');
    await press(page, 'Intentar otra vez');
    await waitForHeading(page, 'Elija su nueva clave');
  });

  it('the page ends with the session, clears the key, and gives a reason that is true of every end', async () => {
    const { page } = reset.person;
    await openForm(page);
    await fillKey(page, GOOD_KEY);
    reset.site.page.passTime(10 * MINUTE);
    await press(page, 'Guardar la clave');
    await waitForHeading(page, 'Esta página ya no sirve');
    expect(await page.getByText('Se acabó el tiempo de la página o el trámite se canceló.').isVisible()).toBe(true);
    expect(await page.locator('#key').inputValue()).toBe('');
  });

  it('the page shows how long it works, announces the last two minutes, and ends by itself', async () => {
    const { page } = reset.person;
    await page.clock.install({ time: '2026-01-02T22:14:30Z' });
    await openForm(page);
    const announced = () => page.locator('#time-left').getAttribute('aria-live');
    expect(await page.locator('.time').innerText()).toMatch(
      /^Le quedan 10 minutos para crear la clave \(hasta las 5:2[45]\sp\.\sm\., hora de Ecuador\)\.$/,
    );
    await page.clock.fastForward('07:00');
    await page.getByText('Le quedan 3 minutos').waitFor();
    expect(await announced()).toBe('off');
    await page.clock.fastForward('01:00');
    await page.getByText('Le quedan 2 minutos').waitFor();
    expect(await announced()).toBe('polite');
    await page.clock.fastForward('01:00');
    await page.getByText('Le queda 1 minuto').waitFor();
    await page.clock.fastForward('00:40');
    await page.getByText('Le queda menos de un minuto').waitFor();
    await press(page, 'English');
    expect(await page.locator('.time').innerText()).toMatch(
      /^Less than a minute left to create the password \(until 5:2[45]\sp\.m\., Ecuador time\)\.$/,
    );
    await page.clock.fastForward('00:20');
    await waitForHeading(page, 'This page no longer works');
  });

  it('the page opens in the language of its link, whatever the browser prefers, and keeps the choice of the person', async () => {
    const english = (url: string) => url.replace('/restablecer#', '/restablecer?lang=en#');
    const { page } = reset.person;
    await page.goto(english(reset.link()));
    await waitForHeading(page, 'Create your new password (clave)');
    await page.reload();
    await waitForHeading(page, 'Create your new password (clave)');
    await press(page, 'Español');
    await page.reload();
    await waitForHeading(page, 'Cree su nueva clave');

    const visitor = await visit(reset.browser, reset.site.url, { locale: 'en-US' });
    await visitor.page.goto(reset.link());
    await waitForHeading(visitor.page, 'Cree su nueva clave');
    await visitor.page.goto(`${reset.site.url}/restablecer?x`);
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('es-EC');
    await visitor.end();
  });

  it('the language is switched in place, and the typed key and its fault stay', async () => {
    const { page } = reset.person;
    await openForm(page);
    await fillKey(page, 'corta');
    await press(page, 'Guardar la clave');
    await press(page, 'English');
    await waitForHeading(page, 'Choose your new password (clave)');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('#key-fault').textContent()).toContain('too short');
    expect(await page.locator('#key').inputValue()).toBe('corta');
    expect(await page.getByRole('button', { name: 'Show the new password' }).isVisible()).toBe(true);
    await page.reload();
    await waitForHeading(page, 'Choose your new password (clave)');
    await press(page, 'Español');
    await waitForHeading(page, 'Elija su nueva clave');
  });

  it('the page shows that it needs JavaScript when scripts are off, and does not consume the link', async () => {
    const quiet = await visit(reset.browser, reset.site.url, { javaScriptEnabled: false });
    await quiet.page.goto(reset.link());
    expect(await quiet.page.locator('noscript').innerText()).toContain('necesita JavaScript');
    expect(reset.site.page.counts.opened).toBe(0);
    await quiet.end();
  });
});
