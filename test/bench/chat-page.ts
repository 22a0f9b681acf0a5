import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browser/browser';
import { newVisitorHeaders } from '../support/http/new-visitor';
import { startBot } from './servers';
import { median } from './statistics';

interface Opening {
  /** Time (ms) from the click on the button to the greeting on screen. */
  readonly greeted: number;
  /** Transferred bytes of the page before the click, and of the chat after it. */
  readonly page: number;
  readonly chat: number;
}

/** Reports how long a visitor of the website waits and how much the browser loads, with an empty and with a filled cache. */
export async function reportChatPage(visits: number): Promise<string> {
  const bot = await startBot();
  const browser = await launchBrowser();
  const first: Opening[] = [];
  const again: Opening[] = [];
  try {
    for (let visit = 0; visit < visits; visit += 1) {
      // A new address per visit, because this many visits from one exceed its rate limit.
      const context = await browser.newContext({ locale: 'es-EC', extraHTTPHeaders: newVisitorHeaders() });
      first.push(await openChat(context, bot.url));
      // A second tab starts its own conversation and has all files in the cache.
      again.push(await openChat(context, bot.url));
      await context.close();
    }
  } finally {
    await browser.close();
    await bot.kill();
  }
  const head = `The chat on the website, opened in ${visits} new browsers; medians`;
  return [head, describe('first visit', first), describe('cached', again)].join('\n');
}

async function openChat(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  // The count of the browser itself, which includes headers and frames.
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  const before = bytes;
  const start = performance.now();
  await page.getByRole('button', { name: 'Chat para recuperar la clave' }).click();
  await page.frameLocator('iframe').locator('.webchat__bubble__content').first().waitFor();
  const greeted = performance.now() - start;
  await page.waitForLoadState('networkidle');
  await page.close();
  return { greeted, page: before, chat: bytes - before };
}

function describe(name: string, openings: readonly Opening[]): string {
  const of = (field: keyof Opening) => median(openings.map((opening) => opening[field]));
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  return [
    name.padEnd(12),
    `greeted ${of('greeted').toFixed(0)} ms after the click`,
    `${kilobytes(of('chat'))} on opening`,
    `${kilobytes(of('page'))} before`,
  ].join('  ');
}
