import type { Browser } from 'playwright-core';
import { findBarriers, isTooWide, launchBrowser } from '../../support/browser';
import { openChat } from '../../support/chat-visit';
import { startService, type RunningService } from '../../support/service';
import { describeWith } from '../../support/tools';

/** The chat page while a code runs, on the smallest phone, in each of these colour schemes. */
export function describeChatPageBarriers(colorSchemes: readonly ('light' | 'dark')[]): void {
  describeWith(['chromium'], 'the chat page', () => {
    let browser: Browser;
    let service: RunningService;
    beforeAll(async () => {
      [browser, service] = await Promise.all([launchBrowser(), startService()]);
    });
    afterAll(() => Promise.all([browser.close(), service.stop()]));

    it.each(colorSchemes)(
      'puts no barrier in anybody’s way, in the %s scheme, on a small screen',
      async (colorScheme) => {
        const viewport = { width: 320, height: 568 };
        const { chat, end, page } = await openChat(browser, service.url, { colorScheme, viewport });
        await chat.say('1710034065 ruc 1799999915001 suc 1');
        await chat.reads('Revise sus datos');
        await chat.choose('Sí');
        await chat.reads('Le envié un código');
        await page.getByText(/El código sirve todavía [0-3]:\d\d/).waitFor();
        expect({ barriers: await findBarriers(page), isTooWide: await isTooWide(page) }).toEqual({
          barriers: [],
          isTooWide: false,
        });
        await end();
      },
    );
  });
}
