import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));
const source = dirname(web);
const dist = join(dirname(source), 'dist');

/** Every page is a folder of src/web with these three files. */
const pages = ['reset', 'mailbox'];
const files = { html: 'page.html', script: 'main.ts', style: 'page.css' };

/**
 * Makes what the browser gets, in `out`: `<page>.html`, `assets/` with hashed names (each also as `.br`), and `manifest.json`,
 * which tells each page the addresses of its script and its style.
 */
async function buildWeb(out) {
  await rm(out, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: pages.flatMap((page) => [
      { in: join(web, page, files.script), out: page },
      { in: join(web, page, files.style), out: page },
    ]),
    outdir: join(out, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });

  const made = Object.entries(metafile.outputs);
  const address = (page, file) => {
    const entry = join(web, page, file);
    const [path] = made.find(([, { entryPoint }]) => entryPoint !== undefined && relative(entry, entryPoint) === '');
    return `/assets/${basename(path)}`;
  };
  const manifest = Object.fromEntries(
    pages.map((page) => [page, { script: address(page, files.script), style: address(page, files.style) }]),
  );
  await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2));
  await Promise.all([
    ...pages.map((page) => cp(join(web, page, files.html), join(out, `${page}.html`))),
    ...made.map(async ([path]) => writeFile(`${path}.br`, brotliCompressSync(await readFile(path)))),
  ]);
}

/** What the server reads at run time besides its code; the compiler leaves it behind. */
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

/** With a folder named, only the web files are made, and there. */
const [, , folder] = process.argv;
if (folder === undefined) await Promise.all([buildWeb(join(dist, 'web')), copyRuntimeFiles()]);
else await buildWeb(folder);
