import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { newcomer } from '../support/newcomer';
import type { Cores } from './cores';
import { startServer } from './server-process';
import { median } from './statistics';

interface Opening {
  /** From the click on the button to the greeting on the screen (ms). */
  readonly greeted: number;
  /** Bytes on the wire of the page before the click, and from then on. */
  readonly page: number;
  readonly chat: number;
}

/** What a visitor waits for and loads, the first time and with the files in the browser's cache; medians. */
export async function widgetReport(visits: number, cores: Cores | undefined): Promise<string> {
  const service = await startServer(
    { script: resolve('dist/src/main.js'), environment: { TRUSTED_PROXIES: 'loopback' } },
    cores,
  );
  const browser = await launchBrowser();
  const url = `http://localhost:${service.port}/`;
  try {
    const first: Opening[] = [];
    const again: Opening[] = [];
    for (let visit = 0; visit < visits; visit += 1) {
      // From an address of its own: so many visits from one would be refused.
      const context = await browser.newContext({ locale: 'es-EC', extraHTTPHeaders: newcomer() });
      first.push(await openChat(context, url));
      // Another tab: a conversation of its own, but nothing to load.
      again.push(await openChat(context, url));
      await context.close();
    }
    return [describe('first visit', first), describe('cached', again)].join('\n');
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function openChat(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  const traffic = await countBytes(page);
  await page.goto(url, { waitUntil: 'networkidle' });
  const before = traffic();
  const start = performance.now();
  await page.getByRole('button', { name: 'Chat para recuperar la clave' }).click();
  await page.frameLocator('iframe').locator('.webchat__bubble__content').first().waitFor();
  const greeted = performance.now() - start;
  await page.waitForLoadState('networkidle');
  const opening = { greeted, page: before, chat: traffic() - before };
  await page.close();
  return opening;
}

/** As the browser itself counts them, headers and frames included. */
async function countBytes(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  return () => bytes;
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
