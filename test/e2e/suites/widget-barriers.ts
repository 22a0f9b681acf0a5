import type { Browser } from 'playwright-core';
import { findBarriers, launchBrowser } from '../../support/browser';
import { buildWebFiles } from '../../support/built-web';
import { embedTag, pageWith, visitInstitution, widgetOn } from '../../support/embedded-page';
import { startChatPlace, startInstitution, type Place } from '../../support/embedding';
import { describeWith } from '../../support/tools';

/** The widget closed and open on a page of another site, in each of these colour schemes. */
export function describeWidgetBarriers(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'the embedded widget', () => {
    let browser: Browser;
    let chat: Place;
    let institution: Place;
    beforeAll(async () => {
      browser = await launchBrowser();
      chat = await startChatPlace({ web: await buildWebFiles() });
      institution = await startInstitution(() => ({ html: pageWith(embedTag(chat)) }));
    });
    afterAll(() => Promise.all([browser.close(), chat.stop(), institution.stop()]));

    it.each(colorSchemes)('puts no barrier up in its %s colours', async (colorScheme) => {
      const { end, page } = await visitInstitution(browser, { institution, chat }, { colorScheme });
      await page.goto(institution.url);
      const { input, launcher } = widgetOn(page, chat);
      await launcher.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await launcher.click();
      await input.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await end();
    });
  });
}
