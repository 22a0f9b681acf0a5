import type { Browser } from 'playwright-core';
import { startService, type RunningService } from '../http/running-service';
import { launchBrowser, visit, type Visit } from './browser';
import { openChatPage, type ChatVisit, type ChatVisitOptions } from './chat-window';

/** Registers a service and a browser for the tests of a `describe`. The visit of each test ends with it. */
export function useChatPage() {
  let service: RunningService;
  let browser: Browser;
  let person: Visit | undefined;

  beforeAll(async () => {
    [service, browser] = await Promise.all([startService(), launchBrowser()]);
  });
  afterEach(async () => {
    await person?.end();
    person = undefined;
  });
  afterAll(() => Promise.all([browser.close(), service.stop()]));

  const untilEndOfTest = <V extends Visit>(visitor: V): V => {
    person = visitor;
    return visitor;
  };

  return {
    get service() {
      return service;
    },
    /** Opens the chat page. */
    open: async (options: ChatVisitOptions = {}): Promise<ChatVisit> =>
      untilEndOfTest(await openChatPage(browser, service.url, options)),
    /** Opens a tab for pages of the service. */
    visit: async (options: Parameters<typeof visit>[2] = {}): Promise<Visit> =>
      untilEndOfTest(await visit(browser, service.url, options)),
  };
}
