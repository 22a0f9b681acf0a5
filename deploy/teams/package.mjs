import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { checkIcons } from './check-icons.mjs';
import { checkLanguages } from './check-languages.mjs';
import { checkRules } from './check-rules.mjs';
import { checkSchemas } from './check-schemas.mjs';
import { readPackage } from './read-package.mjs';
import { readSettings } from './settings.mjs';

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
const settings = readSettings(process.env);
const app = await readPackage(options.from, settings.values);
const problems = [...new Set([...settings.problems, ...app.problems, ...(await check(app))])];
if (problems.length === 0) await write(app);
else fail(problems);

async function check({ icons, localizations, manifest }) {
  if (manifest === undefined) return [];
  return [
    ...(await checkSchemas({ manifest, localizations })),
    ...checkRules(manifest, settings.values),
    ...checkLanguages({ manifest, localizations }),
    ...checkIcons({ manifest, icons }),
  ];
}

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
