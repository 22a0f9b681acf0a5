import type { Browser } from 'playwright-core';
import { findAccessibilityViolations, overflowsHorizontally, launchBrowser } from '../../support/browser/browser';
import { openChatPage } from '../../support/browser/chat-window';
import { startService, type RunningService } from '../../support/http/running-service';
import { describeWith } from '../../support/jest/required-tools';

/** Tests the chat page while a code is live, on the smallest phone, in each of these colour schemes. */
export function describeChatPageAccessibility(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'accessibility of the chat page', () => {
    let browser: Browser;
    let service: RunningService;
    beforeAll(async () => {
      [browser, service] = await Promise.all([launchBrowser(), startService()]);
    });
    afterAll(() => Promise.all([browser.close(), service.stop()]));

    it.each(colorSchemes)(
      'the chat page has no accessibility violations in %s colours on a small screen',
      async (colorScheme) => {
        const viewport = { width: 320, height: 568 };
        const { chat, end, page } = await openChatPage(browser, service.url, { colorScheme, viewport });
        await chat.say('1710034065 ruc 1799999915001 suc 1');
        await chat.waitForText('Revise sus datos');
        await chat.chooseSuggestion('Sí');
        await chat.waitForText('Le envié un código');
        await page.locator('#countdown', { hasText: /El código vence en [0-3]:\d\d/ }).waitFor();
        expect({
          violations: await findAccessibilityViolations(page),
          isTooWide: await overflowsHorizontally(page),
        }).toEqual({
          violations: [],
          isTooWide: false,
        });
        await end();
      },
    );
  });
}
