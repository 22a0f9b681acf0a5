import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { visit, type Visit } from './browser';
import type { TestServer } from './embedding-servers';

/** What the round button is called in Spanish. */
export const LAUNCHER_NAME = 'Chat para recuperar la clave';

/** A page of the institution, with something in its head. */
export const institutionPage = (head: string, lang = 'es'): string =>
  `<html lang="${lang}"><head><title>Institución</title><meta name="viewport" content="width=device-width">${head}</head>
   <body><header>IESS</header><main><h1>Institución</h1><input aria-label="Buscar"><p id="text">Texto</p></main></body></html>`;

export const embedTag = ({ url }: TestServer, attributes = 'defer'): string =>
  `<script src="${url}/widget.js" ${attributes}></script>`;

/** A person whose browser reaches the institution and the chat, and nobody else. */
export async function visitInstitution(
  browser: Browser,
  { institution, chat }: { institution: TestServer; chat: TestServer },
  options: BrowserContextOptions = {},
): Promise<Visit> {
  return visit(browser, [institution.url, chat.url], { reducedMotion: 'reduce', ...options });
}

/** The widget as the person meets it, and what the test may ask of the stand-in chat in its frame. */
export function embeddedWidget(page: Page, chat: TestServer) {
  const frame = page.locator('iess-chat iframe').contentFrame();
  const input = frame.getByRole('textbox');
  const standIn = () => page.frames().find((each) => each.url().startsWith(`${chat.url}/widget`));
  return {
    input,
    launcher: page.getByRole('button', { name: LAUNCHER_NAME }),
    panel: page.getByRole('dialog', { name: 'Recuperar la clave de empleador' }),
    /** Resolves once the person may write at once. */
    inputFocused: () => input.and(frame.locator(':focus')).waitFor(),
    launcherFocused: () =>
      page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.className === 'launcher'),
    async write(text: string) {
      await page.keyboard.type(text);
      return input.inputValue();
    },
    heard: () => standIn()?.evaluate<{ type: string }[]>('heard'),
    say: (message: object) => standIn()?.evaluate(`say(${JSON.stringify(message)})`),
    address: () => standIn()?.url(),
  };
}
