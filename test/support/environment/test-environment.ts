import { TestEnvironment } from 'jest-environment-node';
import type { Browser } from 'playwright-core';
import { askEnvironment } from './client';
import { cacheCompiledFiles } from './compile-cache';

cacheCompiledFiles();

/** Interval (ms) at which a worker checks that Jest is still running. */
const CHECK_INTERVAL = 500;

// When Jest is killed, a worker would otherwise continue to the end of its file. A listener on the channel to Jest would not do: it would
// keep the worker from ending with Jest.
const jest = process.ppid;
setInterval(() => {
  if (process.ppid !== jest) process.exit(1);
}, CHECK_INTERVAL).unref();

const opened = new Set<Browser>();

/** Loads Playwright once per worker instead of once per test file, because loading takes a second. */
async function connectBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const { endpoint } = await askEnvironment({ name: 'browser' });
  const browser = await chromium.connect(endpoint);
  opened.add(browser);
  browser.once('disconnected', () => opened.delete(browser));
  return browser;
}

/** The Node environment of Jest, with `connectBrowser` for the Chromium of this run. */
export default class SharedTestEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { connectBrowser });
  }

  override async teardown(): Promise<void> {
    await Promise.all([...opened].map((browser) => browser.close()));
    await super.teardown();
  }
}
