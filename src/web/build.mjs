import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { dictionary as spanish } from '@zxcvbn-ts/language-es-es';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));
const source = dirname(web);
const root = dirname(source);
const dist = join(root, 'dist');

/** Each page is a folder of src/web with these three files. */
const pages = ['reset', 'mailbox', 'chat', 'demo'];
const files = { html: 'page.html', script: 'main.ts', style: 'page.css' };

/** Microsoft's Web Chat as published, without cards and markdown; served from our own origin. */
const webChat = join(root, 'node_modules/botframework-webchat/dist/webchat-minimal.js');

const common = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', target: 'es2022' };

/**
 * Builds the files for the browser in `out`: `<page>.html`, `widget.js`, `assets/` with hashed names (each script and style also as `.br`
 * and `.gz`), and `manifest.json` with the paths of each page's script and style.
 */
async function buildWeb(out) {
  const assets = join(out, 'assets');
  await rm(out, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  const [addresses, webChatAddress] = await Promise.all([buildPages(assets), copyWebChat(assets), buildEmbed(out)]);
  await writeFile(join(out, 'manifest.json'), JSON.stringify({ ...addresses, webChat: webChatAddress }, null, 2));
  await Promise.all(pages.map((page) => cp(join(web, page, files.html), join(out, `${page}.html`))));
  const made = (await readdir(assets)).map((name) => join(assets, name));
  await Promise.all([...made, join(out, 'widget.js')].map(compress));
}

/** Builds each page by itself, because a chunk shared by two pages would cost both another round trip. */
async function buildPages(assets) {
  return Object.fromEntries(await Promise.all(pages.map(async (page) => [page, await buildPage(page, assets)])));
}

/** How many of the most frequent entries the reset page knows. The whole dictionary would add 330 KB to it, compressed, instead of 40. */
const FREQUENT = { 'commonWords-es-es': 8_000, 'lastnames-es-es': 2_000, 'wikipedia-es-es': 0 };

/** Reduces the Spanish dictionary of the strength meter to its most frequent words and names, which an attacker tries first. */
const frequentSpanishWords = {
  name: 'frequent-spanish-words',
  setup({ onLoad, onResolve }) {
    const dictionary = Object.fromEntries(
      Object.entries(spanish).map(([list, words]) => [list, words.slice(0, FREQUENT[list])]),
    );
    onResolve({ filter: /^@zxcvbn-ts\/language-es-es$/ }, ({ path }) => ({ path, namespace: 'frequent-words' }));
    onLoad({ filter: /./, namespace: 'frequent-words' }, () => ({
      contents: JSON.stringify({ dictionary }),
      loader: 'json',
    }));
  },
};

async function buildPage(page, assets) {
  const { metafile } = await build({
    ...common,
    entryPoints: [files.script, files.style].map((file) => ({ in: join(web, page, file), out: page })),
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    splitting: true,
    format: 'esm',
    plugins: [frequentSpanishWords],
    metafile: true,
  });
  const made = Object.entries(metafile.outputs);
  const address = (file) => {
    const entry = join(web, page, file);
    const [path] = made.find(([, { entryPoint }]) => entryPoint !== undefined && relative(entry, entryPoint) === '');
    return `/assets/${basename(path)}`;
  };
  return { script: address(files.script), style: address(files.style) };
}

async function copyWebChat(assets) {
  const script = await readFile(webChat);
  const name = `webchat-${hashOf(script).slice(0, 8)}.js`;
  await writeFile(join(assets, name), script);
  // The script's first line names this file for the licences of its parts.
  await cp(`${webChat}.LICENSE.txt`, join(assets, 'webchat-minimal.js.LICENSE.txt'));
  return `/assets/${name}`;
}

/** Builds the embed script: one classic script that contains its texts, because it runs alone on other sites' pages. */
async function buildEmbed(out) {
  const words = {};
  for (const locale of ['es-EC', 'en']) {
    const all = Object.entries(JSON.parse(await readFile(join(root, `locales/${locale}.json`), 'utf8')));
    words[locale] = Object.fromEntries(all.filter(([key]) => key.startsWith('embed.')));
  }
  await build({
    ...common,
    entryPoints: [join(web, 'embed/main.ts')],
    outfile: join(out, 'widget.js'),
    format: 'iife',
    define: { EMBED_TEXTS: JSON.stringify(words) },
  });
}

/** Caches the compressed form of large files: Brotli at its best level takes seconds for Web Chat, which rarely changes. */
async function compress(path) {
  const plain = await readFile(path);
  await Promise.all([
    compressTo(`${path}.gz`, plain, (bytes) => promisify(gzip)(bytes, { level: 9 })),
    compressTo(`${path}.br`, plain, (bytes) =>
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    ),
  ]);
}

const LARGE = 256 * 1024;

async function compressTo(path, plain, pack) {
  if (plain.length < LARGE) return writeFile(path, await pack(plain));
  const kept = join(root, 'node_modules/.cache/web-build', hashOf(plain) + path.slice(path.lastIndexOf('.')));
  if (existsSync(kept)) return cp(kept, path);
  await writeFile(path, await pack(plain));
  await mkdir(dirname(kept), { recursive: true });
  // Renamed once it is complete, because another build may read it at the same time.
  await cp(path, `${kept}.${process.pid}`);
  await rename(`${kept}.${process.pid}`, kept);
}

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Copies the files that the server reads at run time, which the compiler does not copy. */
async function copyRuntimeFiles() {
  const names = await readdir(source, { recursive: true });
  const wanted = names.filter((name) => /\.(lua|sql)$/.test(name));
  await Promise.all(
    wanted.map(async (name) => {
      const target = join(dist, 'src', name);
      await mkdir(dirname(target), { recursive: true });
      await cp(join(source, name), target);
    }),
  );
}

/** With a folder as argument, builds only the web files, into that folder. */
const [, , folder] = process.argv;
if (folder === undefined) await Promise.all([buildWeb(join(dist, 'web')), copyRuntimeFiles()]);
else await buildWeb(folder);
