import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser/browser';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'Markdown on the chat page', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const entryPoints = ['src/web/chat/web-chat/render-markdown.ts'];
    const [{ outputFiles }, launched] = await Promise.all([
      build({ entryPoints, bundle: true, write: false, format: 'iife', globalName: 'chat' }),
      launchBrowser(),
    ]);
    browser = launched;
    page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  });
  afterAll(() => browser.close());

  const render = (text: string) => page.evaluate<string>(`chat.renderMarkdown(${JSON.stringify(text)})`);

  it.each([
    ['one\n\n**two**', '<p>one</p>\n<p><strong>two</strong></p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['1. a\n\n2. b', '<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>'],
  ])('renders paragraphs and lists from %j', async (text, markup) => {
    expect(await render(text)).toBe(markup);
  });

  it('opens a link to a web page in a new tab that has no access to this one', async () => {
    expect(await render('[there](https://www.iess.gob.ec/)')).toBe(
      '<p><a href="https://www.iess.gob.ec/" target="_blank" rel="noopener noreferrer">there</a></p>',
    );
  });

  it.each(['mailto:someone@example.org', 'tel:+593-2-000'])('opens no new tab for a link to %s', async (address) => {
    expect(await render(`[there](${address})`)).toBe(`<p><a href="${address}" target="_top">there</a></p>`);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript&#58;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:alert(1)',
    'http://www.example.org/',
    '//www.example.org/',
    '/restablecer',
    'file:///etc/passwd',
  ])('renders no link to %s', async (address) => {
    expect(await render(`[here](${address})`)).not.toMatch(/<a|href/);
    expect(await render(`[here](<${address}>)`)).not.toMatch(/<a|href/);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onmouseover="alert(1)">b</b>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '![picture](https://www.example.org/x.png)',
    '![p][1]\n\n[1]: https://www.example.org/x.png "t"',
    '<style>*{display:none}</style>',
    '# heading\n\nheading\n===\n\n---\n\n> quote\n\n```\ncode\n```',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '[x](https://a.example/"onclick="alert(1))',
    '[x](https://a.example "t\\" onclick=\\"alert(1)")',
  ])('renders only elements of text and links from %j', async (text) => {
    const parts = await page.evaluate<string[]>(`(() => {
      const template = document.createElement('template');
      template.innerHTML = chat.renderMarkdown(${JSON.stringify(text)});
      return [...template.content.querySelectorAll('*')].flatMap(({ localName, attributes }) =>
        [localName, ...[...attributes].map(({ name }) => name)]);
    })()`);
    const allowed = ['p', 'a', 'href', 'title', 'target', 'rel', 'code', 'em', 'strong', 'br'];
    expect(parts.filter((part) => !allowed.includes(part))).toEqual([]);
  });
});
