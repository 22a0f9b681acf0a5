import { resolve } from 'node:path';
import type { Browser, BrowserServer } from 'playwright-core';
import { toolPath } from '../jest/required-tools';

/** Starts Debian's Chromium. It must run as root in a container, and resolves only the names of this machine. */
export async function launchBrowserServer(): Promise<BrowserServer> {
  // Loaded only when a test requests a browser, because loading takes a second.
  const { chromium } = await import('playwright-core');
  return chromium.launchServer({
    executablePath: resolve('test/support/environment/chromium.sh'),
    env: { ...process.env, CHROMIUM: toolPath('chromium') },
    // The environment server stops the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}

/** Starts a Chromium that ends when the returned browser is closed. */
export async function launchOwnBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const server = await launchBrowserServer();
  const browser = await chromium.connect(server.wsEndpoint());
  browser.once('disconnected', () => void server.kill());
  return browser;
}
