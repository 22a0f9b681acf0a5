import { TestEnvironment } from 'jest-environment-node';
import type { Browser } from 'playwright-core';
import { askEnvironment } from './client';
import { keepCompiledFiles } from './compile-cache';

keepCompiledFiles();

/** How often a worker looks whether Jest is still there (ms). */
const LOOK_EVERY = 500;

// A worker of a Jest that was killed would otherwise go on until the end of its file. A listener for the end of the channel between the two
// would keep the worker from ending with Jest.
const jest = process.ppid;
setInterval(() => {
  if (process.ppid !== jest) process.exit(1);
}, LOOK_EVERY).unref();

const opened = new Set<Browser>();

/** Playwright is loaded here, once per worker, and not in each test file's own module registry: loading it takes a second. */
async function connectBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const { endpoint } = await askEnvironment({ name: 'browser' });
  const browser = await chromium.connect(endpoint);
  opened.add(browser);
  browser.once('disconnected', () => opened.delete(browser));
  return browser;
}

/** Node's environment, in which a test file can connect to the Chromium of this run. */
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
