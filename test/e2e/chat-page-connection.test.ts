import type { Browser } from 'playwright-core';
import type { StoredConversation } from '../../src/web/chat/connection/stored-conversation';
import { launchBrowser } from '../support/browser/browser';
import { chatWindowIn, openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { freePort } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const CLAIM = '1710034065 ruc 1799999915001 suc 1';
const KEPT = `JSON.parse(sessionStorage.getItem('iess-chat.conversation'))`;
const ANEW = 'La conversación anterior terminó. Aquí empieza una nueva.';

describeWith(['chromium'], 'the way between the chat page and the service', () => {
  let browser: Browser;
  /** Between the two, so that it can be cut. */
  let cable: CuttableProxy;
  let service: RunningService;
  let settings: Record<string, string>;
  let url: string;
  let person: ChatVisit | undefined;

  beforeAll(async () => {
    const port = await freePort();
    [browser, cable] = await Promise.all([launchBrowser(), startCuttableProxy(port)]);
    url = `http://localhost:${cable.port}`;
    const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;
    settings = { PORT: String(port), PUBLIC_URL: url, SECRET_KEYS };
    service = await startService(settings);
  });
  afterEach(async () => {
    await person?.end();
    person = undefined;
  });
  afterAll(() => Promise.all([browser.close(), cable.stop(), service.stop()]));

  const open = async () => (person = await openChatPage(browser, url));

  it('shows the whole conversation again after a reload, and goes on with it', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    const before = await chat.said();

    await page.reload();
    await chat.waitForText('Revise sus datos');
    expect(await chat.said()).toEqual(before);
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    await page.getByText(/El código sirve todavía/).waitFor();
  });

  it('keeps the place of the conversation in this tab alone', async () => {
    const { newTab, page } = await open();
    const kept = await page.evaluate<StoredConversation>(KEPT);
    expect(kept).toMatchObject({ begun: true, domain: `${url}/v3/directline` });
    expect([kept.token, kept.conversationId].map((text) => text.length > 20)).toEqual([true, true]);
    const other = await newTab();
    await other.goto(`${url}/widget`);
    await chatWindowIn(other).waitForText('¿Qué necesita?');
    expect((await other.evaluate<StoredConversation>(KEPT)).conversationId).not.toBe(kept.conversationId);
  });

  it('loses and doubles nothing when the way breaks, and says what is going on', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    const before = await chat.said();

    await cable.disconnect();
    await page.getByText('Conectando el chat…').waitFor();
    await chat.say('sí');
    await cable.reconnect();
    await chat.waitForText('Le envié un código');
    await page.getByText('Conectando el chat…').waitFor({ state: 'hidden' });
    const after = await chat.said();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual(['sí', expect.stringContaining('Le envié un código')]);
  });

  it('hears what was said meanwhile as soon as the network is back', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.waitForText('Revise sus datos');
    await page.context().setOffline(true);
    await page.getByText('Sin conexión a internet.').waitFor();
    await chat.say('sí');
    await page.context().setOffline(false);
    await chat.waitForText('Le envié un código');
    await page.getByText('Sin conexión a internet.').waitFor({ state: 'hidden' });
  });

  it('makes sure of its connection when the person comes back from another tab after a while', async () => {
    const { page } = await open();
    const look = (hidden: boolean) =>
      page.evaluate(`{
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
        document.dispatchEvent(new Event('visibilitychange'));
      }`);
    const again = page.waitForRequest(/\/v3\/directline\/conversations\/[^/?]+\?watermark=./);
    await look(true);
    await page.clock.setFixedTime(Date.now() + 11_000);
    await look(false);
    await again;
  });

  it('begins a new conversation when the service forgot the one before, and keeps what is shown', async () => {
    const { chat, page } = await open();
    await chat.say('contacto');
    await chat.waitForText('Atención al Ciudadano');
    const before = await chat.said();

    await service.stop();
    service = await startService(settings);
    await page.getByText(ANEW).waitFor();
    await page.locator('.webchat__bubble__content').nth(before.length).waitFor();
    const after = await chat.said();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual([expect.stringContaining('¿Qué necesita?')]);
    await chat.say('contacto');
    await page.getByText(ANEW).waitFor({ state: 'hidden' });
  });

  it('says nothing into the new conversation that was meant for the one before', async () => {
    const { chat, page } = await open();
    await chat.say('contacto');
    await chat.waitForText('Atención al Ciudadano');
    await cable.disconnect();
    await chat.say(CLAIM);
    await service.stop();
    service = await startService(settings);
    await cable.reconnect();
    await page.getByText(ANEW).waitFor();
    await page
      .getByRole('button', { name: /reint|de nuevo|volver a/i })
      .first()
      .waitFor();
    expect(await page.getByText(ANEW).isVisible()).toBe(true);
    expect((await chat.said()).at(-1)).toContain('¿Qué necesita?');
  });
});
