import type { Browser } from 'playwright-core';
import type { KeptConversation } from '../../src/web/chat/kept-conversation';
import { launchBrowser } from '../support/browser';
import { chatIn, openChat, type ChatVisit } from '../support/chat-visit';
import { cuttable, type Cuttable } from '../support/cuttable';
import { freePort } from '../support/redis-server';
import { startService, type RunningService } from '../support/service';
import { describeWith } from '../support/tools';

const CLAIM = '1710034065 ruc 1799999915001 suc 1';
const KEPT = `JSON.parse(sessionStorage.getItem('iess-chat.conversation'))`;
const ANEW = 'La conversación anterior terminó. Aquí empieza una nueva.';

describeWith(['chromium'], 'the way between the chat page and the service', () => {
  let browser: Browser;
  /** Between the two, so that it can be cut. */
  let cable: Cuttable;
  let service: RunningService;
  let settings: Record<string, string>;
  let url: string;
  let person: ChatVisit | undefined;

  beforeAll(async () => {
    const port = await freePort();
    [browser, cable] = await Promise.all([launchBrowser(), cuttable(port)]);
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

  const open = async () => (person = await openChat(browser, url));

  it('shows the whole conversation again after a reload, and goes on with it', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.reads('Revise sus datos');
    const before = await chat.said();

    await page.reload();
    await chat.reads('Revise sus datos');
    expect(await chat.said()).toEqual(before);
    await chat.choose('Sí');
    await chat.reads('Le envié un código');
    await page.getByText(/El código sirve todavía/).waitFor();
  });

  it('keeps the place of the conversation in this tab alone', async () => {
    const { newTab, page } = await open();
    const kept = await page.evaluate<KeptConversation>(KEPT);
    expect(kept).toMatchObject({ begun: true, domain: `${url}/v3/directline` });
    expect([kept.token, kept.conversationId].map((text) => text.length > 20)).toEqual([true, true]);
    const other = await newTab();
    await other.goto(`${url}/widget`);
    await chatIn(other).reads('¿Qué necesita?');
    expect((await other.evaluate<KeptConversation>(KEPT)).conversationId).not.toBe(kept.conversationId);
  });

  it('loses and doubles nothing when the way breaks, and says what is going on', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.reads('Revise sus datos');
    const before = await chat.said();

    await cable.cut();
    await page.getByText('Conectando el chat…').waitFor();
    await chat.say('sí');
    await cable.mend();
    await chat.reads('Le envié un código');
    await page.getByText('Conectando el chat…').waitFor({ state: 'hidden' });
    const after = await chat.said();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual(['sí', expect.stringContaining('Le envié un código')]);
  });

  it('hears what was said meanwhile as soon as the network is back', async () => {
    const { chat, page } = await open();
    await chat.say(CLAIM);
    await chat.reads('Revise sus datos');
    await page.context().setOffline(true);
    await page.getByText('Sin conexión a internet.').waitFor();
    await chat.say('sí');
    await page.context().setOffline(false);
    await chat.reads('Le envié un código');
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
    await chat.reads('Atención al Ciudadano');
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
    await chat.reads('Atención al Ciudadano');
    await cable.cut();
    await chat.say(CLAIM);
    await service.stop();
    service = await startService(settings);
    await cable.mend();
    await page.getByText(ANEW).waitFor();
    await page
      .getByRole('button', { name: /reint|de nuevo|volver a/i })
      .first()
      .waitFor();
    expect(await page.getByText(ANEW).isVisible()).toBe(true);
    expect((await chat.said()).at(-1)).toContain('¿Qué necesita?');
  });
});
