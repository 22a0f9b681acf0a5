import type { Browser } from 'playwright-core';
import { launchBrowser, visit } from '../support/browser/browser';
import { chatWindowIn, openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { freePort } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { startNoWebSocketProxy, type NoWebSocketProxy } from '../support/network/no-websocket-proxy';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'the chat page where something is in the way', () => {
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

  it('greets and answers within seconds where no socket is ever answered, and says nothing of it', async () => {
    person = await openChatPage(browser, url, {
      prepare: (page) =>
        page.addInitScript(`addEventListener('DOMContentLoaded', () => {
          globalThis.statuses = [];
          const line = document.querySelector('#status');
          new MutationObserver(() => statuses.push(line.textContent)).observe(line, { childList: true });
        })`),
    });
    expect(network.unansweredUpgrades()).toBe(1);
    await person.chat.say('contacto');
    await person.chat.waitForText('Atención al Ciudadano');
    expect(await person.page.evaluate('statuses')).toEqual([]);
  });

  describe('says that it could not be opened, and nothing else,', () => {
    it.each([
      ['Web Chat does not come', '**/assets/webchat-*', 404],
      ['no token is given out', '**/api/token', 403],
    ])('when %s', async (_name, address, status) => {
      const { end, page } = await visit(browser, url);
      await page.route(address, (route) => route.fulfill({ status }));
      await page.goto(`${url}/widget`);
      await page.getByText('No pudimos abrir el chat.').waitFor();
      expect(await page.getByRole('button', { name: 'Volver a cargar' }).isVisible()).toBe(true);
      await page.getByText('Abriendo el chat…').waitFor({ state: 'detached' });
      await end();
    });
  });

  it('asks for a token again when the service wants it to', async () => {
    const { end, page } = await visit(browser, url);
    const asked: number[] = [];
    await page.route('**/api/token', async (route) => {
      asked.push(Date.now());
      if (asked.length > 1) await route.continue();
      else await route.fulfill({ status: 429, headers: { 'Retry-After': '2' } });
    });
    await page.goto(`${url}/widget`);
    await chatWindowIn(page).waitForText('¿Qué necesita?');
    const [first = 0, second = 0] = asked;
    expect(second - first).toBeGreaterThanOrEqual(2_000);
    await end();
  });
});
