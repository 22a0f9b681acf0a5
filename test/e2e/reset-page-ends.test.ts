import type { Page } from 'playwright-core';
import { MINUTE } from '../../src/domain/time';
import { visit } from '../support/browser/browser';
import { fillKey, GOOD_KEY, openKeyForm, press, waitForHeading } from '../support/browser/reset-page-steps';
import { useResetPage } from '../support/browser/reset-page-visits';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'ends of the reset page in a browser', () => {
  const reset = useResetPage();

  it('a second tab of the browser shows by itself that the key is ready', async () => {
    const { page } = reset.person;
    const shared = reset.link();
    await openKeyForm(page, shared);
    const second = await reset.person.newTab();
    await openKeyForm(second, shared);
    await fillKey(page, 'otra clave que no se guarda');
    await fillKey(second, GOOD_KEY);
    await press(second, 'Guardar la clave');
    await waitForHeading(second, 'Su nueva clave está lista');
    await waitForHeading(page, 'Su nueva clave está lista');
    expect(await page.locator('#key').inputValue()).toBe('');
    expect(reset.site.page.counts).toEqual({ opened: 1, changed: 1 });
    const third = await reset.person.newTab();
    await third.goto(shared);
    await press(third, 'Continuar');
    await waitForHeading(third, 'Su nueva clave está lista');
  });

  it('a second tab that missed the change does not report its own key as saved', async () => {
    const { page } = reset.person;
    await page.addInitScript('BroadcastChannel.prototype.postMessage = () => {}');
    const shared = reset.link();
    await openKeyForm(page, shared);
    const second = await reset.person.newTab();
    await openKeyForm(second, shared);
    await fillKey(page, GOOD_KEY);
    await press(page, 'Guardar la clave');
    await waitForHeading(page, 'Su nueva clave está lista');
    await fillKey(second, 'faro lento bajo nube 81');
    await press(second, 'Guardar la clave');
    await waitForHeading(second, 'La clave ya se cambió');
    expect(reset.site.page.counts.changed).toBe(1);
  });

  it('a used link shows in another browser that the key is changed, and whom to call', async () => {
    const shared = reset.link();
    await openKeyForm(reset.person.page, shared);
    await fillKey(reset.person.page, GOOD_KEY);
    await press(reset.person.page, 'Guardar la clave');
    await waitForHeading(reset.person.page, 'Su nueva clave está lista');
    const other = await visit(reset.browser, reset.site.url);
    await other.page.goto(shared);
    await press(other.page, 'Continuar');
    await waitForHeading(other.page, 'La clave ya se cambió');
    await other.page.getByText('¿No cambió usted la clave? Llame de inmediato al').waitFor();
    await other.end();
  });

  it('an expired link and a used link show the same page', async () => {
    const used = reset.link();
    await reset.person.page.goto(used);
    await press(reset.person.page, 'Continuar');
    await waitForHeading(reset.person.page, 'Elija su nueva clave');
    const other = await visit(reset.browser, reset.site.url);
    await other.page.goto(used);
    await press(other.page, 'Continuar');
    await waitForHeading(other.page, 'Este enlace ya no sirve');
    await other.page.goto(reset.link());
    reset.site.page.passTime(3 * MINUTE);
    await press(other.page, 'Continuar');
    await waitForHeading(other.page, 'Este enlace ya no sirve');
    expect(other.browserErrors).toEqual([]);
    await other.end();
  });

  it.each([
    ['a broken link', (page: Page) => page.goto(`${reset.site.url}/restablecer#t=cut`), 'Abra el enlace de su correo'],
    ['an unknown link', (page: Page) => openUnknown(page), 'Este enlace ya no sirve'],
    ['an ended session', (page: Page) => outliveSession(page), 'Esta página ya no sirve'],
    ['an outage', (page: Page) => reloadInOutage(page), 'No pudimos conectarnos'],
  ])('%s leaves a way back to the chat and the telephone', async (_what, arrive, title) => {
    const { page } = reset.person;
    await arrive(page);
    await waitForHeading(page, title);
    expect(await page.getByRole('link', { name: 'Volver al chat' }).getAttribute('href')).toBe('/');
    const phone = page.getByRole('link', { name: '+593 2 394 5666' });
    expect(await phone.getAttribute('href')).toBe('tel:+59323945666');
    expect((await phone.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    expect(await page.getByRole('button', { name: 'Intentar otra vez' }).isVisible()).toBe(
      title.startsWith('No pudimos'),
    );
  });

  const openUnknown = async (page: Page) => {
    await page.goto(`${reset.site.url}/restablecer#t=${'x'.repeat(43)}`);
    await press(page, 'Continuar');
  };
  const outliveSession = async (page: Page) => {
    await openKeyForm(page, reset.link());
    reset.site.page.passTime(10 * MINUTE);
    await fillKey(page, GOOD_KEY);
    await press(page, 'Guardar la clave');
  };
  const reloadInOutage = async (page: Page) => {
    await openKeyForm(page, reset.link());
    reset.site.page.setBehaviour('unavailable');
    await page.reload();
  };
});
