import type { Browser } from 'playwright-core';
import type { StoredConversation } from '../../src/web/chat/connection/stored-conversation';
import { launchBrowser } from '../support/browser/browser';
import { chatWindowIn, openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { freePort } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const CLAIM = '1710034065 ruc 1799999915001 suc 1';
const STORED = `JSON.parse(sessionStorage.getItem('iess-chat.conversation'))`;
const NEW_CONVERSATION = 'La conversación anterior terminó. Aquí empieza una nueva.';

describeWith(['chromium'], 'the connection between the chat page and the service', () => {
  let browser: Browser;
  /** Proxy between the chat page and the service, whose connections the tests cut. */
  let proxy: CuttableProxy;
  let service: RunningService;
  let settings: Record<string, string>;
  let url: string;
  let person: ChatVisit | undefined;

  beforeAll(async () => {
    const port = await freePort();
    [browser, proxy] = await Promise.all([launchBrowser(), startCuttableProxy(port)]);
    url = `http://localhost:${proxy.port}`;
    const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;
    settings = { PORT: String(port), PUBLIC_URL: url, SECRET_KEYS };
    service = await startService(settings);
  });
  afterEach(async () => {
    await person?.end();
    person = undefined;
  });
  afterAll(() => Promise.all([browser.close(), proxy.stop(), service.stop()]));

  const open = async () => (person = await openChatPage(browser, url));

  it('the chat page shows the whole conversation again after a reload, and continues it', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    const before = await chat.said();

    await page.reload();
    await chat.waitForText('Revise sus datos');
    expect(await chat.said()).toEqual(before);
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    await page.locator('#countdown', { hasText: 'El código vence en' }).waitFor();
  });

  it('the chat page stores the conversation for its own tab only', async () => {
    const { newTab, page } = await open();
    const stored = await page.evaluate<StoredConversation>(STORED);
    expect(stored).toMatchObject({ begun: true, domain: `${url}/v3/directline` });
    expect([stored.token, stored.conversationId].map((text) => text.length > 20)).toEqual([true, true]);
    const other = await newTab();
    await other.goto(`${url}/widget`);
    await chatWindowIn(other).waitForText('¿Qué necesita?');
    expect((await other.evaluate<StoredConversation>(STORED)).conversationId).not.toBe(stored.conversationId);
  });

  it('the chat page loses and doubles no message when the connection breaks, and shows that it reconnects', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    const before = await chat.said();

    await proxy.disconnect();
    await page.getByText('Conectando el chat…').waitFor();
    await chat.say('sí');
    await proxy.reconnect();
    await chat.waitForText('Le envié un código');
    await page.getByText('Conectando el chat…').waitFor({ state: 'hidden' });
    const after = await chat.said();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual(['sí', expect.stringContaining('Le envié un código')]);
  });

  it('a message typed offline is sent, and its answer shown, as soon as the network is back', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    await page.context().setOffline(true);
    await page.getByText('Sin internet.').waitFor();
    await chat.say('sí');
    await page.context().setOffline(false);
    await chat.waitForText('Le envié un código');
    await page.getByText('Sin internet.').waitFor({ state: 'hidden' });
  });

  it('the chat page checks its connection when the person returns from another tab after 11 s', async () => {
    const { page } = await open();
    const setHidden = (hidden: boolean) =>
      page.evaluate(`{
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
        document.dispatchEvent(new Event('visibilitychange'));
      }`);
    const again = page.waitForRequest(/\/v3\/directline\/conversations\/[^/?]+\?watermark=./);
    await setHidden(true);
    await page.clock.setFixedTime(Date.now() + 11_000);
    await setHidden(false);
    await again;
  });

  it('a new conversation starts when the service has lost the old one, whose messages stay on screen', async () => {
    const { chat, page } = await open();
    await chat.say('contacto');
    await chat.waitForText('Llame al IESS');
    const before = await chat.said();

    await service.stop();
    service = await startService(settings);
    await page.getByText(NEW_CONVERSATION).waitFor();
    await page.locator('.webchat__bubble__content').nth(before.length).waitFor();
    const after = await chat.said();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual([expect.stringContaining('¿Qué necesita?')]);
    await chat.say('contacto');
    await page.getByText(NEW_CONVERSATION).waitFor({ state: 'hidden' });
  });

  it('a message of the lost conversation is not sent into the new one', async () => {
    const { chat, page } = await open();
    await chat.say('contacto');
    await chat.waitForText('Llame al IESS');
    await proxy.disconnect();
    await chat.say(CLAIM);
    await service.stop();
    service = await startService(settings);
    await proxy.reconnect();
    await page.getByText(NEW_CONVERSATION).waitFor();
    await page
      .getByRole('button', { name: /reint|de nuevo|volver a/i })
      .first()
      .waitFor();
    expect(await page.getByText(NEW_CONVERSATION).isVisible()).toBe(true);
    expect((await chat.said()).at(-1)).toContain('¿Qué necesita?');
  });
});
