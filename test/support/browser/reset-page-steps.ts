import type { Page } from 'playwright-core';

/** A key that is long and strong enough. */
export const GOOD_KEY = 'caballo batería grapa correcta';

/** What a person does on the reset page. */
export const waitForHeading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

export async function fillKey(page: Page, key: string, repeat = key): Promise<void> {
  await page.locator('#key').fill(key);
  await page.locator('#repeat').fill(repeat);
}

export async function openKeyForm(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, 'Continuar');
  await waitForHeading(page, 'Elija su nueva clave');
}
