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

interface Screen {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

const WIDTHS = [320, 600];
const SCHEMES = ['light', 'dark'] as const;
const screens = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme): Screen => ({ width, colorScheme })));
const PHONE: Screen = { width: 320, colorScheme: 'light' };

const mails = LOCALES.flatMap((locale) =>
  sampleMails(locale).map((mail) => ({ ...mail, html: renderMail(mail).html })),
);
/** All languages share one layout, so every language after the first is checked on one screen only. */
const mailsOnScreens = mails.flatMap((mail) =>
  (mail.locale === LOCALES[0] ? screens : [PHONE]).map((screen) => ({ ...mail, ...screen })),
);
const longest = sampleMails('es-EC', { code: '88888888', phrase: 'ferrocarril mandarina' });

describeWith(['chromium'], 'mails in a browser', () => {
  let browser: Browser;
  let reader: Visit;

  /** One page shows all mails in turn: `setContent` keeps nothing of the mail before. */
  beforeAll(async () => {
    browser = await launchBrowser();
    reader = await visit(browser, 'nowhere');
  });
  afterAll(async () => {
    await reader.end();
    await browser.close();
  });

  async function open(html: string, { width, colorScheme }: Screen): Promise<Page> {
    const { page } = reader;
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme });
    await page.setContent(html);
    return page;
  }

  it.each(mails)('the $kind mail in $locale fits any width and loads nothing', async ({ html }) => {
    const page = await open(html, PHONE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 640 });
      expect(await overflowsHorizontally(page)).toBe(false);
      expect(await overlaps(page)).toEqual([]);
    }
    expect([...reader.blockedRequests, ...reader.browserErrors]).toEqual([]);
  });

  it.each(mails)(
    'the $kind mail in $locale fits a phone when the mail client drops style elements',
    async ({ html }) => {
      const page = await open(html.replace(/<style>[^]*?<\/style>/g, ''), PHONE);
      expect(await overflowsHorizontally(page)).toBe(false);
      expect(await overlaps(page)).toEqual([]);
    },
  );

  it.each(mailsOnScreens)(
    'the $kind mail in $locale has no accessibility violations at $width px in $colorScheme colours',
    async ({ html, ...screen }) => {
      const page = await open(html, screen);
      expect((await findAccessibilityViolations(page)).filter(appliesToMails)).toEqual([]);
    },
  );

  it.each(WIDTHS)('mails with long codes and phrases fit %d px', async (width) => {
    const page = await open('', { ...PHONE, width });
    for (const mail of longest) {
      await page.setContent(renderMail(mail).html);
      expect(await overflowsHorizontally(page)).toBe(false);
      expect(await overlaps(page)).toEqual([]);
    }
  });

  it('a code of eight digits is shown in large type on one line', async () => {
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

  it('one click selects the whole code', async () => {
    const [code] = mails;
    const page = await open(code?.html ?? '', PHONE);
    await page.getByRole('group', { name: '0 1 2 3 4 5' }).click();
    expect(await page.evaluate('getSelection().toString()')).toBe('012\u2009345');
  });

  it('the button of the link mail is at least 44 px high', async () => {
    const [, link] = mails;
    const page = await open(link?.html ?? '', PHONE);
    const button = page.getByRole('link', { name: 'Crear nueva clave' });
    expect(await button.getAttribute('href')).toBe(SAMPLE_LINK);
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });
});

/** Excludes the rules on landmarks, because the page of the mail client around a mail has those. */
const appliesToMails = (violation: string): boolean => !/^(landmark-one-main|region):/.test(violation);

/** Returns the pairs of texts that overlap. */
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
