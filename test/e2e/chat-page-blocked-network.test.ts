import type { Browser } from 'playwright-core';
import { launchBrowser, visit } from '../support/browser/browser';
import { chatWindowIn, openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { freePort } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { startNoWebSocketProxy, type NoWebSocketProxy } from '../support/network/no-websocket-proxy';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'the chat page on a restricted network', () => {
  let browser: Browser;
  let network: NoWebSocketProxy;
  let service: RunningService;
  let url: string;
  let person: ChatVisit | undefined;

  beforeAll(async () => {
    const port = await freePort();
    [browser, network] = await Promise.all([launchBrowser(), startNoWebSocketProxy(port)]);
    url = `http://localhost:${network.port}`;
    service = await startService({ PORT: String(port), PUBLIC_URL: url });
  });
  afterEach(async () => {
    await person?.end();
    person = undefined;
  });
  afterAll(async () => {
    await Promise.all([browser.close(), service.stop()]);
    await network.stop();
  });

  it('the chat opens and answers within seconds when WebSockets are never answered, and shows no status', async () => {
    person = await openChatPage(browser, url, {
      prepare: (page) =>
        page.addInitScript(`addEventListener('DOMContentLoaded', () => {
          globalThis.statuses = [];
          const status = document.querySelector('#status');
          new MutationObserver(() => statuses.push(status.textContent)).observe(status, { childList: true });
        })`),
    });
    expect(network.unansweredUpgrades()).toBe(1);
    await person.chat.say('contacto');
    await person.chat.waitForText('Llame al IESS');
    expect(await person.page.evaluate('statuses')).toEqual([]);
  });

  describe('failure to open the chat', () => {
    it.each([
      ['Web Chat cannot be loaded', '**/assets/webchat-*', 404],
      ['no token is issued', '**/api/token', 403],
    ])(
      'the chat page shows only that the chat could not be opened, with a reload button, when %s',
      async (_name, address, status) => {
        const { end, page } = await visit(browser, url);
        await page.route(address, (route) => route.fulfill({ status }));
        await page.goto(`${url}/widget`);
        await page.getByText('No pudimos abrir el chat.').waitFor();
        expect(await page.getByRole('button', { name: 'Volver a cargar' }).isVisible()).toBe(true);
        await page.getByText('Abriendo el chat…').waitFor({ state: 'detached' });
        await end();
      },
    );
  });

  it('the chat page requests a token again after the time in Retry-After', async () => {
    const { end, page } = await visit(browser, url);
    const requestTimes: number[] = [];
    await page.route('**/api/token', async (route) => {
      requestTimes.push(Date.now());
      if (requestTimes.length > 1) await route.continue();
      else await route.fulfill({ status: 429, headers: { 'Retry-After': '2' } });
    });
    await page.goto(`${url}/widget`);
    await chatWindowIn(page).waitForText('¿Qué necesita?');
    const [first = 0, second = 0] = requestTimes;
    expect(second - first).toBeGreaterThanOrEqual(2_000);
    await end();
  });
});
