import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Trains the models of the recogniser and writes them as `weights.bin` into `dist/src/understanding`, or into the folder that is named as
 * argument. Training takes seconds, so the result is cached by the hash of the training's code, which contains the examples.
 */
const understanding = dirname(fileURLToPath(import.meta.url));
const root = join(understanding, '../..');
const cache = join(root, 'node_modules/.cache/understanding');
const [, , folder = join(root, 'dist/src/understanding')] = process.argv;

const { outputFiles } = await build({
  entryPoints: [join(understanding, 'model/build-weights.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const [{ contents }] = outputFiles;
const hash = createHash('sha256').update(contents).digest('hex');
const weights = join(cache, `${hash}.bin`);
if (!existsSync(weights)) await train();
await mkdir(folder, { recursive: true });
await replace(join(folder, 'weights.bin'), (path) => cp(weights, path));

async function train() {
  await mkdir(cache, { recursive: true });
  const script = join(cache, `${hash}.mjs`);
  await replace(script, (path) => writeFile(path, contents));
  const { buildWeights } = await import(pathToFileURL(script).href);
  await replace(weights, (path) => writeFile(path, buildWeights()));
}

/** Writes a file under another name and renames it once it is complete, because other processes may read it at the same time. */
async function replace(path, write) {
  const unfinished = `${path}.${process.pid}`;
  await write(unfinished);
  await rename(unfinished, path);
}
