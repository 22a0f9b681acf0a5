import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { z } from 'zod';

/** A page as `src/web/build.mjs` writes it: its HTML template, and the paths of its script and style. */
export interface WebPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

export interface Asset {
  /** `/assets/…`; the name contains a hash of the content, except for licences. */
  readonly path: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

export interface WebFiles {
  readonly reset: WebPage;
  readonly mailbox: WebPage;
  readonly chat: WebPage;
  readonly demo: WebPage;
  /** Path of Web Chat's own script. */
  readonly webChatScript: string;
  /** The embed script, `/widget.js`: the only path that institutions write into their pages. */
  readonly embedScript: Asset;
  readonly assets: readonly Asset[];
}

const PagePaths = z.object({ script: z.string(), style: z.string() });
const Manifest = z.object({
  reset: PagePaths,
  mailbox: PagePaths,
  chat: PagePaths,
  demo: PagePaths,
  webChat: z.string(),
});

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads all files for the browser at start, so that no request reaches the file system.
 * @throws Error when the folder was not built by `src/web/build.mjs`
 */
export function loadWebFiles(webRoot: string): WebFiles {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(webRoot, 'manifest.json'), 'utf8')));
  const html = (name: string) => readFileSync(join(webRoot, `${name}.html`), 'utf8');
  return {
    reset: { html: html('reset'), ...manifest.reset },
    mailbox: { html: html('mailbox'), ...manifest.mailbox },
    chat: { html: html('chat'), ...manifest.chat },
    demo: { html: html('demo'), ...manifest.demo },
    webChatScript: manifest.webChat,
    embedScript: loadAsset(join(webRoot, 'widget.js'), '/widget.js'),
    assets: loadAssets(join(webRoot, 'assets')),
  };
}

function loadAssets(folder: string): Asset[] {
  return readdirSync(folder)
    .filter((name) => extname(name) in TYPES)
    .map((name) => loadAsset(join(folder, name), `/assets/${name}`));
}

function loadAsset(file: string, path: string): Asset {
  return {
    path,
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    plain: readFileSync(file),
    brotli: readFileSync(`${file}.br`),
    gzip: readFileSync(`${file}.gz`),
  };
}
