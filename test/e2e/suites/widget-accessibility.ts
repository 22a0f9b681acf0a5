import type { Browser } from 'playwright-core';
import { findAccessibilityViolations, launchBrowser } from '../../support/browser/browser';
import { buildWebFiles } from '../../support/browser/built-web-files';
import { embedTag, institutionPage, visitInstitution, embeddedWidget } from '../../support/browser/embedded-widget';
import { startChatServer, startInstitutionServer, type TestServer } from '../../support/browser/embedding-servers';
import { describeWith } from '../../support/jest/required-tools';

/** Tests the widget, closed and open, on a page of another site in each of these colour schemes. */
export function describeWidgetAccessibility(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'accessibility of the embedded widget', () => {
    let browser: Browser;
    let chat: TestServer;
    let institution: TestServer;
    beforeAll(async () => {
      browser = await launchBrowser();
      chat = await startChatServer({ web: await buildWebFiles() });
      institution = await startInstitutionServer(() => ({ html: institutionPage(embedTag(chat)) }));
    });
    afterAll(() => Promise.all([browser.close(), chat.stop(), institution.stop()]));

    it.each(colorSchemes)('the embedded widget has no accessibility violations in %s colours', async (colorScheme) => {
      const { end, page } = await visitInstitution(browser, { institution, chat }, { colorScheme });
      await page.goto(institution.url);
      const { input, launcher } = embeddedWidget(page, chat);
      await launcher.waitFor();
      expect(await findAccessibilityViolations(page)).toEqual([]);
      await launcher.click();
      await input.waitFor();
      expect(await findAccessibilityViolations(page)).toEqual([]);
      await end();
    });
  });
}
