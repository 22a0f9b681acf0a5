import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { checkPackage } from './check-package.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const NAME = 'iess-key-recovery';

/**
 * Builds the zip that an administrator uploads to Teams: `npm run teams:package`, with MicrosoftAppId and PUBLIC_URL of the deployment in
 * the environment. Reports all problems and writes nothing when there is one.
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
  process.stderr.write(`The Teams app was not packaged:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
}

async function write({ icons, localizations, manifest }) {
  const texts = Object.entries({ 'manifest.json': manifest, ...localizations });
  const files = {
    ...Object.fromEntries(texts.map(([name, json]) => [name, strToU8(JSON.stringify(json, null, 2))])),
    ...icons,
  };
  // A fixed time and system make the zip of an unchanged app byte-identical. A zip cannot hold a time before 1980.
  const zip = zipSync(files, { level: 9, mtime: new Date(1980, 0, 1), os: 0 });
  await mkdir(options.to, { recursive: true });
  const path = join(options.to, `${NAME}-${manifest.version}.zip`);
  await writeFile(path, zip);
  const relativePath = relative(process.cwd(), path);
  process.stdout.write(
    [
      ...settings.hints,
      `Teams app ${manifest.version}: ${relativePath.startsWith('..') ? path : relativePath}`,
      '',
    ].join('\n'),
  );
}
