import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { checkPackage } from './check-package.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const NAME = 'iess-key-recovery';

/**
 * Makes the zip that an administrator uploads to Teams: `npm run teams:package`, with MicrosoftAppId and PUBLIC_URL of the deployment in
 * the environment. Whatever is wrong is told at once, and then nothing is written.
 */
const { values: options } = parseArgs({
  options: {
    from: { type: 'string', default: here },
    to: { type: 'string', default: join(here, '../../dist/teams') },
  },
});
const { app, problems, settings } = await checkPackage(options.from, process.env);
if (problems.length === 0) await write(app);
else fail(problems);

function fail(lines) {
  process.stderr.write(`The Teams app is not packaged:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
}

async function write({ icons, localizations, manifest }) {
  const texts = Object.entries({ 'manifest.json': manifest, ...localizations });
  const files = {
    ...Object.fromEntries(texts.map(([name, json]) => [name, strToU8(JSON.stringify(json, null, 2))])),
    ...icons,
  };
  // The same app is the same zip, whenever and wherever it is made: `os` says how files are read, and 1980 is where a zip's time begins.
  const zip = zipSync(files, { level: 9, mtime: new Date(1980, 0, 1), os: 0 });
  await mkdir(options.to, { recursive: true });
  const path = join(options.to, `${NAME}-${manifest.version}.zip`);
  await writeFile(path, zip);
  const shown = relative(process.cwd(), path);
  process.stdout.write(
    [...settings.hints, `Teams app ${manifest.version}: ${shown.startsWith('..') ? path : shown}`, ''].join('\n'),
  );
}
