import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { MailboxMessage } from '../../../src/http/routes/mailbox';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
} from '../../support/browser/browser';
import { startWebServer } from '../../support/http/web-server';
import { describeWith } from '../../support/jest/required-tools';

export interface MailboxScreen {
  readonly width: 320 | 1280;
  readonly colorScheme: 'light' | 'dark';
}

const mail = (subject: string, second: number, parts: Partial<MailboxMessage> = {}): MailboxMessage => ({
  to: 'ana@example.com',
  subject,
  text: 'Llame al +593 2 394 5666.',
  html: `<p>${subject}</p>`,
  at: `2026-01-02T15:04:0${second}.000Z`,
  ...parts,
});

/** Tests the local mailbox on each of these screens: empty, with mails, and with a mail open. */
export function describeMailboxAccessibility(screens: readonly MailboxScreen[]): void {
  describeWith(['chromium'], 'accessibility of the local mailbox', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());

    it.each(screens)(
      'the local mailbox has no accessibility violations and does not overflow at $width px in $colorScheme colours',
      async (screen) => {
        expect(await violationsOf(browser, { viewport: { width: screen.width, height: 640 }, ...screen })).toEqual({
          empty: [],
          filled: [],
          opened: [],
          isTooWide: false,
          browserErrors: [],
        });
      },
    );
  });
}

async function violationsOf(browser: Browser, options: BrowserContextOptions) {
  const mails: MailboxMessage[] = [];
  const site = await startWebServer({ mails });
  const { browserErrors, end, page } = await visit(browser, site.url, options);
  await page.goto(`${site.url}/buzon`);
  await page.getByRole('heading', { level: 2, name: 'Todavía no hay correos', exact: true }).waitFor();
  const empty = await findAccessibilityViolations(page);

  mails.push(mail('Aviso', 6), mail('Código', 5, { text: '123 456', to: 'un.buzon.de.nombre.largo@example.com' }));
  await page.reload();
  await page.getByRole('listitem').first().waitFor();
  const filled = await violationsWithoutMails(page);
  await page.getByRole('navigation', { name: 'Correos' }).getByRole('link', { name: 'Código' }).click();
  await page.getByText('Ver el texto sin formato').click();
  const opened = await violationsWithoutMails(page);
  const found = { empty, filled, opened, isTooWide: await overflowsHorizontally(page), browserErrors };
  await end();
  await site.stop();
  return found;
}

/** Checks the page without the frames of the mails: the checker is a script, and no script runs inside those. */
async function violationsWithoutMails(page: Page): Promise<readonly string[]> {
  await page.locator('iframe').evaluateAll((frames) => {
    for (const frame of frames) frame.remove();
  });
  return findAccessibilityViolations(page);
}
