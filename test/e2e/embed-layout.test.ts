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

describeWith(['chromium'], 'the embedded widget on a screen', () => {
  let browser: Browser;
  let chat: TestServer;
  let institution: TestServer;
  let person: Visit;
  const mood: ChatAvailability = { answers: 'at once' };
  let attributes = '';

  beforeAll(async () => {
    browser = await launchBrowser();
    chat = await startChatServer({ web: await buildWebFiles(), availability: mood });
    institution = await startInstitutionServer(() => ({ html: institutionPage(embedTag(chat, attributes)) }));
  });
  beforeEach(() => {
    mood.answers = 'at once';
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

  /** On a clock that stands still until it is told to go on. */
  async function enterWithoutAnswer() {
    mood.answers = 'never';
    const widget = await enter({}, (page) => page.clock.install({ time: 0 }));
    await widget.page.clock.pauseAt(60_000);
    await widget.launcher.click();
    await widget.panel.getByText('Abriendo el chat…').waitFor();
    // Loaded, though not shown.
    await widget.input.waitFor({ state: 'attached' });
    return { ...widget, link: widget.panel.getByRole('link', { name: 'Abrir el chat en otra ventana' }) };
  }

  it('offers the chat in a window of its own when it does not answer, until it does', async () => {
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

  it('asks for the chat again when it is opened again after that', async () => {
    const { page, launcher, link, input } = await enterWithoutAnswer();
    await page.clock.runFor(8_100);
    await link.waitFor();
    await launcher.click();
    mood.answers = 'at once';
    await launcher.click();
    await input.waitFor();
    expect(page.frames()).toHaveLength(2);
    await page.clock.runFor(10_000);
    expect(await input.isVisible()).toBe(true);
  });

  it.each([
    { position: 'left', x: 20 },
    { position: 'right', x: 580 },
  ])('stands in the $position corner', async ({ position, x }) => {
    attributes = `defer data-position="${position}"`;
    const { launcher, panel } = await enter({ viewport: { width: 1000, height: 800 } });
    await launcher.click();
    expect(await panel.boundingBox()).toEqual({ x, y: 68, width: 400, height: 640 });
    expect(await launcher.boundingBox()).toEqual({ x: position === 'left' ? 20 : 920, y: 720, width: 60, height: 60 });
  });

  it.each([
    { width: 320, height: 640 },
    { width: 800, height: 400 },
  ])('takes the whole of $width by $height pixels, and gives it back', async (viewport) => {
    const { page, launcher, launcherFocused, panel, inputFocused, write } = await enter({ viewport });
    await launcher.click();
    await inputFocused();
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    expect(await overflowsHorizontally(page)).toBe(false);
    // What nobody sees, nobody reaches.
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

  it('keeps clear of a phone’s keyboard', async () => {
    const { page, launcher, panel, input } = await enter({ viewport: { width: 360, height: 700 } });
    await launcher.click();
    await input.waitFor();
    const see = (part: { height: number; offsetTop: number }) =>
      page.evaluate((properties) => {
        for (const [name, value] of Object.entries(properties)) {
          Object.defineProperty(visualViewport, name, { configurable: true, value });
        }
        visualViewport?.dispatchEvent(new Event('resize'));
      }, part);
    await see({ height: 400, offsetTop: 20 });
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 20, width: 360, height: 400 });
    await see({ height: 700, offsetTop: 0 });
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 700 });
  });

  it('is not printed', async () => {
    const { page, launcher } = await enter();
    await launcher.waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await launcher.isVisible()).toBe(false);
  });
});

describeWidgetAccessibility(['light']);
