import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { findAccessibilityViolations, launchBrowser } from '../support/browser/browser';
import { chatWindowIn } from '../support/browser/chat-window';
import { startFramingPage, type FramingPage } from '../support/browser/framing-page';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const FOCUSED = '[data-id="webchat-sendbox-input"]:focus';

describeWith(['chromium'], 'the chat page in a frame', () => {
  let browser: Browser;
  let allowedHost: FramingPage;
  let sameSiteHost: FramingPage;
  let otherHost: FramingPage;
  let service: RunningService;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [browser, allowedHost, sameSiteHost, otherHost] = await Promise.all([
      launchBrowser(),
      startFramingPage('127.0.0.1'),
      startFramingPage('localhost'),
      startFramingPage('127.0.0.1'),
    ]);
    service = await startService({ WIDGET_ORIGINS: `${allowedHost.origin},${sameSiteHost.origin}` });
    for (const host of [allowedHost, sameSiteHost, otherHost]) host.setFrameUrl(`${service.url}/widget`);
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'es-EC' });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => context.close());
  afterAll(() =>
    Promise.all([browser.close(), allowedHost.stop(), sameSiteHost.stop(), otherHost.stop(), service.stop()]),
  );

  const openFramed = async (host = allowedHost): Promise<Frame> => {
    await page.goto(host.origin);
    const frame = page.frames().find((each) => each.url().startsWith(service.url));
    if (frame === undefined) throw new Error('nothing is framed');
    await chatWindowIn(frame).waitForText('¿Qué necesita?');
    return frame;
  };
  const postToFrame = (message: object) => page.evaluate(`postToFrame(${JSON.stringify(message)})`);
  const waitForMessage = (message: object) =>
    page.waitForFunction(`received.some((each) => JSON.stringify(each) === '${JSON.stringify(message)}')`);
  const receivedMessages = () => page.evaluate('received');

  it('the chat page answers each hello of the embedding page, and hides its own banner', async () => {
    const frame = await openFramed();
    expect(await receivedMessages()).toEqual([]);
    await postToFrame({ type: 'iess-chat:hello' });
    await waitForMessage({ type: 'iess-chat:ready' });
    await postToFrame({ type: 'iess-chat:hello' });
    await page.waitForFunction('received.length === 2');
    expect(await frame.locator('.banner').boundingBox()).toMatchObject({ width: 1, height: 1 });
  });

  it('the framed chat takes the focus when it is opened with focus, and asks to be closed on Escape', async () => {
    const frame = await openFramed();
    await postToFrame({ type: 'iess-chat:hello' });
    await postToFrame({ type: 'iess-chat:opened', focus: true });
    await frame.locator(FOCUSED).waitFor();
    await page.locator('#chat').focus();
    await chatWindowIn(frame).field.press('Escape');
    await waitForMessage({ type: 'iess-chat:close' });
  });

  it('Escape moves the focus from the suggestions to the input, and the next Escape asks to close the chat', async () => {
    const frame = await openFramed();
    await postToFrame({ type: 'iess-chat:hello' });
    await frame.getByRole('toolbar').getByRole('button').first().press('Escape');
    await frame.locator(FOCUSED).waitFor();
    await chatWindowIn(frame).field.press('Escape');
    await waitForMessage({ type: 'iess-chat:close' });
    expect(await receivedMessages()).toEqual([{ type: 'iess-chat:ready' }, { type: 'iess-chat:close' }]);
  });

  it('the framed chat reports the number of unread messages while it is closed', async () => {
    const frame = await openFramed();
    await postToFrame({ type: 'iess-chat:hello' });
    await chatWindowIn(frame).field.fill('contacto');
    await postToFrame({ type: 'iess-chat:closed' });
    await chatWindowIn(frame).field.press('Enter');
    await waitForMessage({ type: 'iess-chat:unread', count: 1 });
    await postToFrame({ type: 'iess-chat:opened', focus: false });
    await waitForMessage({ type: 'iess-chat:unread', count: 0 });
  });

  it('the framed chat reports the language of the conversation when it changes, and after each hello', async () => {
    const frame = await openFramed();
    await postToFrame({ type: 'iess-chat:hello' });
    await chatWindowIn(frame).say('english');
    await waitForMessage({ type: 'iess-chat:language', locale: 'en' });
    await postToFrame({ type: 'iess-chat:hello' });
    await page.waitForFunction('received.length === 4');
    expect(await receivedMessages()).toEqual([
      { type: 'iess-chat:ready' },
      { type: 'iess-chat:language', locale: 'en' },
      { type: 'iess-chat:ready' },
      { type: 'iess-chat:language', locale: 'en' },
    ]);
  });

  it('the framed chat ignores messages before a hello, and messages from itself', async () => {
    const frame = await openFramed();
    await postToFrame({ type: 'iess-chat:opened', focus: true });
    await frame.evaluate(`window.postMessage({ type: 'iess-chat:hello' }, '*')`);
    await chatWindowIn(frame).field.press('Escape');
    await postToFrame({ type: 'iess-chat:hello' });
    await waitForMessage({ type: 'iess-chat:ready' });
    expect(await receivedMessages()).toEqual([{ type: 'iess-chat:ready' }]);
  });

  it('the chat page allows only the configured origins to frame it, and forbids storing a copy', async () => {
    const { headers } = await fetch(`${service.url}/widget`);
    expect(headers.get('X-Frame-Options')).toBeNull();
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Content-Security-Policy')).toContain(
      `frame-ancestors 'self' ${allowedHost.origin} ${sameSiteHost.origin}`,
    );
  });

  it('the browser blocks the chat page in a frame of any other origin', async () => {
    const refused = page.waitForEvent('console', { predicate: (message) => /frame-ancestors/.test(message.text()) });
    await page.goto(otherHost.origin);
    await refused;
    expect(page.frames().some((frame) => frame.url().startsWith(`${service.url}/widget`))).toBe(false);
  });

  it('the framed chat keeps the conversation when the embedding page is reloaded', async () => {
    const frame = await openFramed(sameSiteHost);
    await chatWindowIn(frame).say('contacto');
    await chatWindowIn(frame).waitForText('Llame al IESS');
    await chatWindowIn(await openFramed(sameSiteHost)).waitForText('Llame al IESS');
  });

  it('a telephone link opens no tab, and leaves the framed chat as it is', async () => {
    const frame = await openFramed();
    await chatWindowIn(frame).say('contacto');
    const blocked = context.waitForEvent('requestfailed', (request) => request.url().startsWith('tel:'));
    await frame
      .getByRole('article')
      .getByRole('link', { name: /^\+593/ })
      .click();
    // The browser of the tests has no program for telephone calls.
    await blocked;
    expect(context.pages()).toHaveLength(1);
    await chatWindowIn(frame).say('hola');
    await chatWindowIn(frame).waitForText('hola');
  });

  it('the framed chat page has no accessibility violations', async () => {
    await openFramed();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });
});
