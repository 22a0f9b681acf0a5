import type { Browser } from 'playwright-core';
import { startWebServer, type WebServer } from '../http/web-server';
import { launchBrowser, visit, type Visit } from './browser';

/** Registers a browser for the tests of a `describe`, and for each test a server of the reset page and a person who visits it. */
export function useResetPage() {
  let browser: Browser;
  let site: WebServer;
  let person: Visit;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    site = await startWebServer();
    person = await visit(browser, site.url);
  });
  afterEach(async () => {
    await person.end();
    await site.stop();
  });
  afterAll(() => browser.close());

  return {
    get browser() {
      return browser;
    },
    get site() {
      return site;
    },
    get person() {
      return person;
    },
    /** Returns the address of a new link. */
    link: () => `${site.url}/restablecer#t=${site.page.issueLinkToken()}`,
  };
}
