import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { findAccessibilityViolations, launchBrowser } from '../support/browser/browser';
import { chatWindowIn } from '../support/browser/chat-window';
import { startFramingPage, type FramingPage } from '../support/browser/framing-page';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const FOCUSED = '[data-id="webchat-sendbox-input"]:focus';

describeWith(['chromium'], 'the chat page in a frame', () => {
  let browser: Browser;
  let friend: FramingPage;
  let neighbour: FramingPage;
  let stranger: FramingPage;
  let service: RunningService;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [browser, friend, neighbour, stranger] = await Promise.all([
      launchBrowser(),
      startFramingPage('127.0.0.1'),
      startFramingPage('localhost'),
      startFramingPage('127.0.0.1'),
    ]);
    service = await startService({ WIDGET_ORIGINS: `${friend.origin},${neighbour.origin}` });
    for (const host of [friend, neighbour, stranger]) host.setFrameUrl(`${service.url}/widget`);
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'es-EC' });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => context.close());
  afterAll(() => Promise.all([browser.close(), friend.stop(), neighbour.stop(), stranger.stop(), service.stop()]));

  const openFramed = async (host = friend): Promise<Frame> => {
    await page.goto(host.origin);
    const frame = page.frames().find((each) => each.url().startsWith(service.url));
    if (frame === undefined) throw new Error('nothing is framed');
    await chatWindowIn(frame).waitForText('¿Qué necesita?');
    return frame;
  };
  const tell = (message: object) => page.evaluate(`tell(${JSON.stringify(message)})`);
  const hears = (message: object) =>
    page.waitForFunction(`heard.some((each) => JSON.stringify(each) === '${JSON.stringify(message)}')`);
  const heard = () => page.evaluate('heard');

  it('answers each hello of the page around it, and leaves the title to it', async () => {
    const frame = await openFramed();
    expect(await heard()).toEqual([]);
    await tell({ type: 'iess-chat:hello' });
    await hears({ type: 'iess-chat:ready' });
    await tell({ type: 'iess-chat:hello' });
    await page.waitForFunction('heard.length === 2');
    expect(await frame.locator('.banner').boundingBox()).toMatchObject({ width: 1, height: 1 });
  });

  it('takes the focus when asked to, and asks to be put away on Escape', async () => {
    const frame = await openFramed();
    await tell({ type: 'iess-chat:hello' });
    await tell({ type: 'iess-chat:opened', focus: true });
    await frame.locator(FOCUSED).waitFor();
    await page.locator('#chat').focus();
    await chatWindowIn(frame).field.press('Escape');
    await hears({ type: 'iess-chat:close' });
  });

  it('leaves Escape to the offered answers while they have the focus', async () => {
    const frame = await openFramed();
    await tell({ type: 'iess-chat:hello' });
    await frame.getByRole('toolbar').getByRole('button').first().press('Escape');
    await frame.locator(FOCUSED).waitFor();
    await chatWindowIn(frame).field.press('Escape');
    await hears({ type: 'iess-chat:close' });
    expect(await heard()).toEqual([{ type: 'iess-chat:ready' }, { type: 'iess-chat:close' }]);
  });

  it('counts what the bot says while it is put away', async () => {
    const frame = await openFramed();
    await tell({ type: 'iess-chat:hello' });
    await chatWindowIn(frame).field.fill('contacto');
    await tell({ type: 'iess-chat:closed' });
    await chatWindowIn(frame).field.press('Enter');
    await hears({ type: 'iess-chat:unread', count: 1 });
    await tell({ type: 'iess-chat:opened', focus: false });
    await hears({ type: 'iess-chat:unread', count: 0 });
  });

  it('hears nothing before a hello, and nothing from itself', async () => {
    const frame = await openFramed();
    await tell({ type: 'iess-chat:opened', focus: true });
    await frame.evaluate(`window.postMessage({ type: 'iess-chat:hello' }, '*')`);
    await chatWindowIn(frame).field.press('Escape');
    await tell({ type: 'iess-chat:hello' });
    await hears({ type: 'iess-chat:ready' });
    expect(await heard()).toEqual([{ type: 'iess-chat:ready' }]);
  });

  it('says who may frame it, and keeps no copy', async () => {
    const { headers } = await fetch(`${service.url}/widget`);
    expect(headers.get('X-Frame-Options')).toBeNull();
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Content-Security-Policy')).toContain(
      `frame-ancestors 'self' ${friend.origin} ${neighbour.origin}`,
    );
  });

  it('lets no other page frame it', async () => {
    const refused = page.waitForEvent('console', { predicate: (message) => /frame-ancestors/.test(message.text()) });
    await page.goto(stranger.origin);
    await refused;
    expect(page.frames().some((frame) => frame.url().startsWith(`${service.url}/widget`))).toBe(false);
  });

  it('keeps the conversation over a reload of the page around it', async () => {
    const frame = await openFramed(neighbour);
    await chatWindowIn(frame).say('contacto');
    await chatWindowIn(frame).waitForText('Atención al Ciudadano');
    await chatWindowIn(await openFramed(neighbour)).waitForText('Atención al Ciudadano');
  });

  it('puts no barrier in anybody’s way', async () => {
    await openFramed();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });
});
