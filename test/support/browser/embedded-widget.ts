import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { visit, type Visit } from './browser';
import type { TestServer } from './embedding-servers';

/** The Spanish name of the launcher button. */
export const LAUNCHER_NAME = 'Chat para recuperar la clave';

/** Returns the HTML of a page of the institution with this content in its head. */
export const institutionPage = (head: string, lang = 'es'): string =>
  `<html lang="${lang}"><head><title>Institución</title><meta name="viewport" content="width=device-width">${head}</head>
   <body><header>IESS</header><main><h1>Institución</h1><input aria-label="Buscar"><p id="text">Texto</p></main></body></html>`;

export const embedTag = ({ url }: TestServer, attributes = 'defer'): string =>
  `<script src="${url}/widget.js" ${attributes}></script>`;

/** Opens a browser for the institution and the chat. Requests to any other host are recorded. */
export async function visitInstitution(
  browser: Browser,
  { institution, chat }: { institution: TestServer; chat: TestServer },
  options: BrowserContextOptions = {},
): Promise<Visit> {
  return visit(browser, [institution.url, chat.url], { reducedMotion: 'reduce', ...options });
}

/** Returns the controls of the widget as its user sees them, and access to the fake chat in its frame. */
export function embeddedWidget(page: Page, chat: TestServer) {
  const frame = page.locator('iess-chat iframe').contentFrame();
  const input = frame.getByRole('textbox');
  const fakeChat = () => page.frames().find((each) => each.url().startsWith(`${chat.url}/widget`));
  return {
    input,
    launcher: page.getByRole('button', { name: LAUNCHER_NAME }),
    panel: page.getByRole('dialog', { name: 'Recuperar la clave de empleador' }),
    /** Resolves once the input of the chat has the focus. */
    inputFocused: () => input.and(frame.locator(':focus')).waitFor(),
    launcherFocused: () =>
      page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.className === 'launcher'),
    async write(text: string) {
      await page.keyboard.type(text);
      return input.inputValue();
    },
    /** Returns all messages that the fake chat received from the widget. */
    received: () => fakeChat()?.evaluate<{ type: string }[]>('received'),
    say: (message: object) => fakeChat()?.evaluate(`say(${JSON.stringify(message)})`),
    address: () => fakeChat()?.url(),
  };
}
