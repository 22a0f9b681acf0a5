import type { Browser, Page } from 'playwright-core';
import { LOCALES } from '../../src/domain/locale';
import {
  findAccessibilityViolations,
  overflowsHorizontally,
  launchBrowser,
  visit,
  type Visit,
} from '../support/browser/browser';
import { SAMPLE_LINK, sampleMails, renderMail } from '../support/mail/sample-mails';
import { describeWith } from '../support/jest/required-tools';

interface Look {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

const WIDTHS = [320, 600];
const SCHEMES = ['light', 'dark'] as const;
const looks = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme): Look => ({ width, colorScheme })));
const PHONE: Look = { width: 320, colorScheme: 'light' };

const mails = LOCALES.flatMap((locale) =>
  sampleMails(locale).map((mail) => ({ ...mail, html: renderMail(mail).html })),
);
/** The form is one for all languages: in those beside the first, one look shows whether the words are in order. */
const lookedAt = mails.flatMap((mail) =>
  (mail.locale === LOCALES[0] ? looks : [PHONE]).map((look) => ({ ...mail, ...look })),
);
const longest = sampleMails('es-EC', { code: '88888888', phrase: 'ferrocarril mandarina' });

describeWith(['chromium'], 'a mail in a browser', () => {
  let browser: Browser;
  let reader: Visit;

  /** One page shows all of them, one after the other: it keeps nothing of the mail before. */
  beforeAll(async () => {
    browser = await launchBrowser();
    reader = await visit(browser, 'nowhere');
  });
  afterAll(async () => {
    await reader.end();
    await browser.close();
  });

  async function open(html: string, { width, colorScheme }: Look): Promise<Page> {
    const { page } = reader;
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme });
    await page.setContent(html);
    return page;
  }

  it.each(mails)('fits any width and asks for nothing ($kind, $locale)', async ({ html }) => {
    const page = await open(html, PHONE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 640 });
      expect(await overflowsHorizontally(page)).toBe(false);
      expect(await overlaps(page)).toEqual([]);
    }
    expect([...reader.blockedRequests, ...reader.browserErrors]).toEqual([]);
  });

  it.each(mails)('fits as well where style elements are dropped ($kind, $locale)', async ({ html }) => {
    const page = await open(html.replace(/<style>[^]*?<\/style>/g, ''), PHONE);
    expect(await overflowsHorizontally(page)).toBe(false);
    expect(await overlaps(page)).toEqual([]);
  });

  it.each(lookedAt)('has no barrier ($kind, $locale, $width px, $colorScheme)', async ({ html, ...look }) => {
    const page = await open(html, look);
    expect((await findAccessibilityViolations(page)).filter(isOfTheMail)).toEqual([]);
  });

  it.each(WIDTHS)('has room for long words: %d px', async (width) => {
    const page = await open('', { ...PHONE, width });
    for (const mail of longest) {
      await page.setContent(renderMail(mail).html);
      expect(await overflowsHorizontally(page)).toBe(false);
      expect(await overlaps(page)).toEqual([]);
    }
  });

  it('shows a code of eight digits large and on one line', async () => {
    const [mail] = longest.map(renderMail);
    const page = await open(mail?.html ?? '', PHONE);
    const code = page.getByRole('group');
    expect(await code.innerText()).toBe('8888\u20098888');
    const { size, height, excess } = await code.evaluate((it) => ({
      size: parseFloat(getComputedStyle(it).fontSize),
      height: it.getBoundingClientRect().height,
      excess: it.scrollWidth - it.clientWidth,
    }));
    expect(size).toBeGreaterThanOrEqual(34);
    expect(height).toBeLessThan(1.5 * size);
    expect(excess).toBe(0);
  });

  it('marks the whole code at one press', async () => {
    const [code] = mails;
    const page = await open(code?.html ?? '', PHONE);
    await page.getByRole('group', { name: '0 1 2 3 4 5' }).click();
    expect(await page.evaluate('getSelection().toString()')).toBe('012\u2009345');
  });

  it('has a button that a thumb finds', async () => {
    const [, link] = mails;
    const page = await open(link?.html ?? '', PHONE);
    const button = page.getByRole('link', { name: 'Crear nueva clave' });
    expect(await button.getAttribute('href')).toBe(SAMPLE_LINK);
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });
});

/** A mail is shown inside of a client's page, which has the landmarks. */
const isOfTheMail = (barrier: string): boolean => !/^(landmark-one-main|region):/.test(barrier);

/** Pairs of texts that lie upon each other. */
const overlaps = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines: { text: string; box: DOMRect }[] = [];
    while (walker.nextNode() !== null) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const text = range.toString().trim();
      if (text !== '') lines.push(...Array.from(range.getClientRects(), (box) => ({ text, box })));
    }
    const meet = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return lines.flatMap(({ text, box }, at) =>
      lines.slice(at + 1).flatMap((other) => (meet(box, other.box) ? [`${text} / ${other.text}`] : [])),
    );
  });
