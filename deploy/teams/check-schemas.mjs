import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);

/** Microsoft's published schemas of all versions. They come with a package, so the check works offline. */
const SCHEMAS = join(dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build/json-schemas/teams');

/** Validates the manifest and its localizations with Microsoft's schemas of the version that the manifest names. */
export async function checkSchemas({ manifest, localizations }) {
  const version = manifest.manifestVersion;
  const folder = join(SCHEMAS, `v${version}`);
  if (!/^\d+\.\d+$/.test(version) || !existsSync(folder)) return ['manifest.json: manifestVersion is unknown'];
  const check = async (file, { value, schema }) => [
    ...checkAddress(file, { value, schema, version }),
    ...(await validate(file, { value, path: join(folder, schema) })),
  ];
  const found = await Promise.all([
    check('manifest.json', { value: manifest, schema: 'MicrosoftTeams.schema.json' }),
    ...Object.entries(localizations).map(([file, value]) =>
      check(file, { value, schema: 'MicrosoftTeams.Localization.schema.json' }),
    ),
  ]);
  return found.flat();
}

function checkAddress(file, { value, schema, version }) {
  const address = `https://developer.microsoft.com/json-schemas/teams/v${version}/${schema}`;
  return value.$schema === address ? [] : [`${file}: $schema must be ${address}`];
}

const validators = new Map();

/** Compiles each schema once, because compiling takes most of a second. */
function validatorOf(path) {
  if (!validators.has(path)) validators.set(path, compile(path));
  return validators.get(path);
}

async function compile(path) {
  // The schemas declare draft 04, which Ajv refuses. The keywords that they use mean the same in the draft that Ajv knows.
  const schema = { ...JSON.parse(await readFile(path, 'utf8')), $schema: undefined };
  return addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })).compile(schema);
}

async function validate(file, { value, path }) {
  const isValid = await validatorOf(path);
  if (isValid(value)) return [];
  return isValid.errors.map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.allowedValues?.join(', ') ?? params.allowedValue;
    return `${file}: ${[instancePath.slice(1).replaceAll('/', '.'), message].filter(Boolean).join(' ')}${detail === undefined ? '' : ` (${detail})`}`;
  });
}
