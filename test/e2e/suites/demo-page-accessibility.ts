import type { Browser } from 'playwright-core';
import { systemRandom as random } from '../../../src/adapters/system/random';
import { demoPageRoute } from '../../../src/http/routes/widget/demo-page';
import type { DemoSection } from '../../../src/http/routes/widget/demo-section';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
} from '../../support/browser/browser';
import { buildWebFiles } from '../../support/browser/built-web-files';
import { startChatServer, type TestServer } from '../../support/browser/embedding-servers';
import { describeWith } from '../../support/jest/required-tools';
import { recoveryRules } from '../../../src/policy/recovery';

export const demo: DemoSection = {
  mailbox: 'local',
  employers: [
    { document: '1710034065', ruc: '1799999915001', branch: '0001', shows: 'empresa privada (private company)' },
    { document: 'EXT-204518', ruc: '1799999923001', branch: '0002', shows: '<b>código</b> (foreigner)' },
  ],
};

/** Tests the demo page at three widths, and with the chat open, in each of these colour schemes. */
export function describeDemoPageAccessibility(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'accessibility of the demo page', () => {
    let browser: Browser;
    let server: TestServer;
    beforeAll(async () => {
      browser = await launchBrowser();
      const catalog = createMessageCatalog();
      const web = await buildWebFiles();
      server = await startChatServer({
        web,
        routes: (url) => [
          // The public address is known only after the server has a port.
          demoPageRoute({ catalog, web, random, demo, codeLifetime: recoveryRules.code.lifetime, get publicUrl() { return url(); } }), // prettier-ignore
        ],
      });
    });
    afterAll(() => Promise.all([browser.close(), server.stop()]));

    it.each(colorSchemes)(
      'the demo page has no accessibility violations in %s colours at any width',
      async (colorScheme) => {
        const { end, page } = await visit(browser, server.url, { reducedMotion: 'reduce', colorScheme });
        await page.goto(server.url);
        const widths: Record<number, unknown> = {};
        await page.getByText('Para administradores').click();
        for (const width of [1280, 640, 320]) {
          await page.setViewportSize({ width, height: 800 });
          widths[width] = [...(await findAccessibilityViolations(page)), await overflowsHorizontally(page)];
        }
        expect(widths).toEqual({ 1280: [false], 640: [false], 320: [false] });
        await page.getByRole('button', { name: 'Abrir el chat' }).click();
        await page.frameLocator('iframe').getByRole('textbox').waitFor();
        expect(await findAccessibilityViolations(page)).toEqual([]);
        await end();
      },
    );
  });
}
