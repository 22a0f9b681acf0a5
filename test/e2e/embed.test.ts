import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser, type Visit } from '../support/browser/browser';
import { buildWebFiles } from '../support/browser/built-web-files';
import {
  embedTag,
  LAUNCHER_NAME,
  institutionPage,
  visitInstitution,
  embeddedWidget,
} from '../support/browser/embedded-widget';
import {
  startChatServer,
  startInstitutionServer,
  type ChatAvailability,
  type TestServer,
} from '../support/browser/embedding-servers';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'the embedded widget on a page of another site', () => {
  let browser: Browser;
  let chat: TestServer;
  let institution: TestServer;
  let person: Visit;
  const availability: ChatAvailability = { answers: 'at once' };
  let html = '';
  let policy: string | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
    chat = await startChatServer({ web: await buildWebFiles(), availability });
    institution = await startInstitutionServer(() => ({ html, policy }));
  });
  beforeEach(() => {
    availability.answers = 'at once';
    policy = undefined;
    html = institutionPage(embedTag(chat));
  });
  afterEach(() => person.end());
  afterAll(async () => {
    await browser.close();
    await Promise.all([chat.stop(), institution.stop()]);
  });

  async function enter(options: BrowserContextOptions = {}, prepare?: (visit: Visit) => Promise<unknown>) {
    person = await visitInstitution(browser, { institution, chat }, options);
    await prepare?.(person);
    await person.page.goto(institution.url);
    return { page: person.page, ...embeddedWidget(person.page, chat) };
  }

  it('the widget works under a Content Security Policy that allows only its script and its frame', async () => {
    policy = `default-src 'none'; script-src ${chat.url}; frame-src ${chat.url}; require-trusted-types-for 'script'`;
    const { launcher, input, panel } = await enter();
    await launcher.click();
    await input.waitFor();
    expect(await panel.evaluate((it) => getComputedStyle(it).borderRadius)).toBe('14px');
    expect(person.browserErrors).toEqual([]);
    expect(person.blockedRequests).toEqual([]);
  });

  it('the widget adds one element and one global name to the embedding page, and changes nothing else', async () => {
    html = institutionPage(
      '<style>* { color: red; font-size: 30px } body > *, button { display: none !important }</style>',
    );
    const describePage = () => {
      const styleOf = (element: Element) => {
        const style = getComputedStyle(element);
        return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`);
      };
      return {
        styles: [...document.querySelectorAll('html, body, main, h1, #text')].map(styleOf),
        head: document.head.innerHTML,
        body: [...document.body.children].map(({ localName }) => localName),
        names: Object.getOwnPropertyNames(window).sort(),
      };
    };
    const { page, launcher, input } = await enter();
    const before = await page.evaluate(describePage);
    await page.addScriptTag({ url: `${chat.url}/widget.js` });
    await page.evaluate(() => document.head.querySelector('script')?.remove());
    await launcher.click();
    await input.waitFor();
    expect(await page.evaluate(describePage)).toEqual({
      ...before,
      body: [...before.body, 'iess-chat'],
      names: [...before.names, 'IessChat'].sort(),
    });
    expect(await page.evaluate('Object.isFrozen(IessChat) && Object.keys(IessChat)')).toEqual(['open', 'close']);
    expect(await launcher.evaluate((it) => getComputedStyle(it).fontSize)).toBe('16px');
  });

  it('the widget loads the chat when it is first opened, and keeps it while it is closed', async () => {
    const { page, launcher, input, panel, received } = await enter();
    const expanded = () => launcher.getAttribute('aria-expanded');
    expect(await expanded()).toBe('false');
    expect(page.frames()).toHaveLength(1);

    await launcher.click();
    await input.fill('a medias');
    expect(await expanded()).toBe('true');
    await launcher.click();
    expect(await panel.count()).toBe(0);
    expect(await expanded()).toBe('false');
    await launcher.click();
    expect(await input.inputValue()).toBe('a medias');
    expect(await received()).toEqual([
      { type: 'iess-chat:hello' },
      { type: 'iess-chat:opened', focus: true },
      { type: 'iess-chat:closed' },
      { type: 'iess-chat:opened', focus: true },
    ]);
  });

  it('the widget can be reached, opened, used and closed with the keyboard alone', async () => {
    const { page, panel, inputFocused, launcherFocused, write } = await enter();
    await page.getByLabel('Buscar').focus();
    await page.keyboard.press('Tab');
    await launcherFocused();
    await page.keyboard.press('Enter');
    await inputFocused();
    expect(await write('hola')).toBe('hola');
    await page.keyboard.press('Escape');
    await launcherFocused();
    expect(await panel.count()).toBe(0);

    await page.keyboard.press('Enter');
    await inputFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    await launcherFocused();
    await page.keyboard.press('Enter');
    await inputFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await launcherFocused();
  });

  it('the widget reopens on the next page without taking the focus', async () => {
    const { page, launcher, input, panel, received } = await enter();
    await launcher.click();
    await input.waitFor();
    await page.goto(`${institution.url}/next`);
    await panel.waitFor();
    await input.waitFor();
    expect(await received()).toEqual([{ type: 'iess-chat:hello' }, { type: 'iess-chat:opened', focus: false }]);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await launcher.click();
    await page.reload();
    await launcher.waitFor();
    expect(await panel.count()).toBe(0);
  });

  it('the widget works when the browser refuses session storage', async () => {
    const { launcher, input } = await enter({}, ({ page }) =>
      page.addInitScript(() => {
        if (top !== self) return;
        const get = () => {
          throw new DOMException('refused', 'SecurityError');
        };
        Object.defineProperty(window, 'sessionStorage', { get });
      }),
    );
    await launcher.click();
    await input.waitFor();
    expect(person.browserErrors).toEqual([]);
  });

  it('the launcher shows the number of unread messages while the chat is closed, and clears it when it is opened', async () => {
    const { page, launcher, input, say } = await enter();
    await launcher.click();
    await input.waitFor();
    await say({ type: 'iess-chat:unread', count: 1 });
    await launcher.click();
    await say({ type: 'iess-chat:unread', count: 12 });
    const label = 'Mensajes nuevos en el chat: 12';
    const named = page.getByRole('button', { name: `${LAUNCHER_NAME}. ${label}` });
    await named.getByText('9+').waitFor();
    expect(await page.getByRole('status').first().textContent()).toBe(label);
    for (const count of [-1, 0.5, '3', null]) await say({ type: 'iess-chat:unread', count });
    await named.click();
    await page.getByRole('button', { name: LAUNCHER_NAME, exact: true }).waitFor();
  });

  it('the widget ignores messages from anything but the chat in its frame', async () => {
    html = html.replace('</main>', `</main><iframe title="other" src="${chat.url}/widget"></iframe>`);
    const { page, launcher, input, panel } = await enter();
    await launcher.click();
    await input.waitFor();
    const origins: string[] = [];
    await page.exposeFunction('note', (origin: string) => origins.push(origin));
    await page.evaluate("addEventListener('message', ({ origin }) => note(origin))");
    const close = "postMessage({ type: 'iess-chat:close' }, '*')";

    // Sent by the page itself, by another frame of the chat's origin, and by another page in the chat's own frame.
    await page.evaluate(close);
    await page.getByTitle('other').contentFrame().locator('body').evaluate(`parent.${close}`);
    await page.locator('iess-chat iframe').evaluate((frame, script) => {
      frame.setAttribute('srcdoc', script);
    }, `<script>parent.${close}</script>`);
    while (origins.length < 3) await page.evaluate('new Promise(requestAnimationFrame)');
    expect(origins.sort()).toEqual([chat.url, institution.url, institution.url].sort());
    expect(await panel.count()).toBe(1);
  });

  it.each([
    { lang: 'es', attributes: 'defer data-lang="en"', name: 'Password recovery chat', chatLang: 'en' },
    { lang: 'en-US', attributes: 'async', name: 'Password recovery chat', chatLang: 'en' },
    { lang: 'en', attributes: 'defer data-lang="es"', name: LAUNCHER_NAME, chatLang: 'es' },
    { lang: 'fr', attributes: '', name: LAUNCHER_NAME, chatLang: 'es' },
  ])(
    'the chat opens in $chatLang on a page in $lang that embeds it with "$attributes"',
    async ({ lang, attributes, name, chatLang }) => {
      html = institutionPage(embedTag(chat, attributes), lang);
      const { page, input, address } = await enter();
      await page.getByRole('button', { name }).click();
      await input.waitFor();
      expect(address()).toBe(`${chat.url}/widget?lang=${chatLang}`);
    },
  );

  it('the widget starts although the embedding page has an element with the id IessChat', async () => {
    html = institutionPage(`<a id="IessChat" href="#">Chat</a>`) + embedTag(chat);
    const { page, launcher } = await enter();
    await launcher.waitFor();
    expect(await page.locator('iess-chat').count()).toBe(1);
  });

  it('the widget starts once when its script is included twice', async () => {
    html = institutionPage(embedTag(chat) + embedTag(chat, 'async'));
    const { page, launcher, input } = await enter();
    await launcher.click();
    await input.waitFor();
    expect(await page.locator('iess-chat').count()).toBe(1);
    expect(person.browserErrors).toEqual([]);
  });

  it('the widget can be opened and closed by scripts of the embedding page', async () => {
    const { page, panel, inputFocused, launcherFocused } = await enter();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.getByLabel('Buscar').focus();
    await page.evaluate('IessChat.open(), IessChat.close(), IessChat.open()');
    await inputFocused();
    await page.evaluate('IessChat.close()');
    await page.locator('input:focus').waitFor();
    expect(await panel.count()).toBe(0);
    expect(said).toEqual([]);
    await page.getByLabel('Buscar').blur();
    await page.evaluate('IessChat.open()');
    await inputFocused();
    await page.evaluate('IessChat.close()');
    await launcherFocused();
  });

  it.each([
    { width: 1000, height: 800 },
    { width: 320, height: 640 },
  ])(
    'closing the chat gives the focus back to the element that opened it at $width pixels, or else to the launcher',
    async (viewport) => {
      html = institutionPage(`${embedTag(chat)}<script defer>
        addEventListener('DOMContentLoaded', () => {
          const own = document.createElement('button');
          own.textContent = 'Perdí mi clave';
          own.onclick = () => IessChat.open();
          document.querySelector('main').append(own);
        });</script>`);
      const { page, inputFocused, launcher, launcherFocused } = await enter({ viewport });
      const own = page.getByRole('button', { name: 'Perdí mi clave' });
      await launcher.waitFor();
      await own.press('Enter');
      await inputFocused();
      await page.keyboard.press('Escape');
      await own.and(page.locator(':focus')).waitFor();

      await own.press('Enter');
      await inputFocused();
      await page.evaluate("document.querySelector('main button').disabled = true");
      await page.keyboard.press('Escape');
      await launcherFocused();
    },
  );

  it('the launcher, the panel and the frame follow the language of the conversation', async () => {
    const { page, launcher, input, say } = await enter();
    await launcher.click();
    await input.waitFor();
    await say({ type: 'iess-chat:language', locale: 'en' });
    await page.getByRole('dialog', { name: 'Recover the employer password (clave)' }).waitFor();
    await page.getByRole('heading', { name: 'Recover the employer password (clave)' }).waitFor();
    await page.getByTitle('Recover the employer password (clave)').waitFor();
    expect(await page.locator('iess-chat > div').getAttribute('lang')).toBe('en');
    for (const locale of ['fr', 'constructor', 7, null]) await say({ type: 'iess-chat:language', locale });

    await page.getByRole('button', { name: 'Close the chat' }).click();
    await say({ type: 'iess-chat:unread', count: 2 });
    await page.getByRole('button', { name: 'Password recovery chat. New messages in the chat: 2' }).waitFor();
    await say({ type: 'iess-chat:language', locale: 'es-EC' });
    await page.getByRole('button', { name: `${LAUNCHER_NAME}. Mensajes nuevos en el chat: 2` }).waitFor();
  });
});
