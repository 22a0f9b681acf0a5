import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  type Visit,
} from '../support/browser/browser';
import { buildWebFiles } from '../support/browser/built-web-files';
import { embedTag, institutionPage, visitInstitution, embeddedWidget } from '../support/browser/embedded-widget';
import {
  startChatServer,
  startInstitutionServer,
  type ChatAvailability,
  type TestServer,
} from '../support/browser/embedding-servers';
import { describeWith } from '../support/jest/required-tools';
import { describeWidgetAccessibility } from './suites/widget-accessibility';

describeWith(['chromium'], 'layout of the embedded widget', () => {
  let browser: Browser;
  let chat: TestServer;
  let institution: TestServer;
  let person: Visit;
  const availability: ChatAvailability = { answers: 'at once' };
  let attributes = '';

  beforeAll(async () => {
    browser = await launchBrowser();
    chat = await startChatServer({ web: await buildWebFiles(), availability });
    institution = await startInstitutionServer(() => ({ html: institutionPage(embedTag(chat, attributes)) }));
  });
  beforeEach(() => {
    availability.answers = 'at once';
    attributes = 'defer';
  });
  afterEach(() => person.end());
  afterAll(async () => {
    await browser.close();
    await Promise.all([chat.stop(), institution.stop()]);
  });

  async function enter(options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>) {
    person = await visitInstitution(browser, { institution, chat }, options);
    await prepare?.(person.page);
    await person.page.goto(institution.url);
    return { page: person.page, ...embeddedWidget(person.page, chat) };
  }

  /** Opens a chat that does not answer, on a paused clock. */
  async function enterWithoutAnswer() {
    availability.answers = 'never';
    const widget = await enter({}, (page) => page.clock.install({ time: 0 }));
    await widget.page.clock.pauseAt(60_000);
    await widget.launcher.click();
    await widget.panel.getByText('Abriendo el chat…').waitFor();
    // The frame is loaded but not shown.
    await widget.input.waitFor({ state: 'attached' });
    return { ...widget, link: widget.panel.getByRole('link', { name: 'Abrir el chat en otra ventana' }) };
  }

  it('the widget offers the chat in a separate window after 8 s without an answer, and no longer when it answers', async () => {
    const { page, panel, link, input, inputFocused, say } = await enterWithoutAnswer();
    await page.clock.runFor(7_900);
    expect(await link.count()).toBe(0);
    await page.clock.runFor(200);
    await link.waitFor();
    await page.clock.resume();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    const [other] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    expect(other.url()).toBe(`${chat.url}/widget?lang=es`);
    await other.close();

    await say({ type: 'iess-chat:ready' });
    await input.waitFor();
    expect(await panel.getByRole('link').count()).toBe(0);
    await inputFocused();
  });

  it('a reopened widget loads the chat again after the chat did not answer', async () => {
    const { page, launcher, link, input } = await enterWithoutAnswer();
    await page.clock.runFor(8_100);
    await link.waitFor();
    await launcher.click();
    availability.answers = 'at once';
    await launcher.click();
    await input.waitFor();
    expect(page.frames()).toHaveLength(2);
    await page.clock.runFor(10_000);
    expect(await input.isVisible()).toBe(true);
  });

  it.each([
    { position: 'left', x: 20 },
    { position: 'right', x: 580 },
  ])('the launcher and the panel are in the $position corner', async ({ position, x }) => {
    attributes = `defer data-position="${position}"`;
    const { launcher, panel } = await enter({ viewport: { width: 1000, height: 800 } });
    await launcher.click();
    expect(await panel.boundingBox()).toEqual({ x, y: 68, width: 400, height: 640 });
    expect(await launcher.boundingBox()).toEqual({ x: position === 'left' ? 20 : 920, y: 720, width: 60, height: 60 });
  });

  it.each([
    { width: 320, height: 640 },
    { width: 800, height: 400 },
  ])('the panel fills a small screen of $width by $height pixels, and is modal only then', async (viewport) => {
    const { page, launcher, launcherFocused, panel, inputFocused, write } = await enter({ viewport });
    await launcher.click();
    await inputFocused();
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    expect(await overflowsHorizontally(page)).toBe(false);
    // The covered page cannot take the focus.
    await page.getByLabel('Buscar').evaluate((it) => {
      it.focus();
    });
    expect(await write('hola')).toBe('hola');

    await page.setViewportSize({ width: 1000, height: 800 });
    await page.waitForFunction(() => document.querySelector('iess-chat')?.shadowRoot?.querySelector(':modal') === null);
    await inputFocused();
    expect(await write('hola')).toBe('holahola');
    await page.getByLabel('Buscar').focus();
    await page.setViewportSize(viewport);
    await page.waitForFunction(() => document.querySelector('iess-chat')?.shadowRoot?.querySelector(':modal') !== null);
    await page.keyboard.press('Escape');
    await launcherFocused();
  });

  it('the panel stays clear of the on-screen keyboard of a phone', async () => {
    const { page, launcher, panel, input } = await enter({ viewport: { width: 360, height: 700 } });
    await launcher.click();
    await input.waitFor();
    const setVisualViewport = (part: { height: number; offsetTop: number }) =>
      page.evaluate((properties) => {
        for (const [name, value] of Object.entries(properties)) {
          Object.defineProperty(visualViewport, name, { configurable: true, value });
        }
        visualViewport?.dispatchEvent(new Event('resize'));
      }, part);
    await setVisualViewport({ height: 400, offsetTop: 20 });
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 20, width: 360, height: 400 });
    await setVisualViewport({ height: 700, offsetTop: 0 });
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 700 });
  });

  it('the launcher is hidden in print', async () => {
    const { page, launcher } = await enter();
    await launcher.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await launcher.isVisible()).toBe(false);
  });
});

describeWidgetAccessibility(['light']);
