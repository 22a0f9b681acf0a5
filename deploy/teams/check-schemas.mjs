import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);

/** Microsoft's own schemas, of every version, as they are published: nothing is fetched. */
const SCHEMAS = join(dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build/json-schemas/teams');

/** What Microsoft's schemas say of the manifest and its localizations; they must all be of the version that the manifest names. */
export async function checkSchemas({ manifest, localizations }) {
  const version = manifest.manifestVersion;
  const folder = join(SCHEMAS, `v${version}`);
  if (!/^\d+\.\d+$/.test(version) || !existsSync(folder))
    return ['manifest.json: manifestVersion is none that is known'];
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
  return value.$schema === address ? [] : [`${file}: $schema is not ${address}`];
}

const validators = new Map();

/** Compiling a schema takes most of a second: each is compiled once. */
function validatorOf(path) {
  if (!validators.has(path)) validators.set(path, compile(path));
  return validators.get(path);
}

async function compile(path) {
  // They call themselves draft 04, which Ajv does not know by name; what they are made of means the same to it.
  const schema = { ...JSON.parse(await readFile(path, 'utf8')), $schema: undefined };
  return addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })).compile(schema);
}

async function validate(file, { value, path }) {
  const isValid = await validatorOf(path);
  if (isValid(value)) return [];
  return isValid.errors.map(({ instancePath, message, params }) => {
    const more = params.additionalProperty ?? params.allowedValues?.join(', ') ?? params.allowedValue;
    return `${file}: ${[instancePath.slice(1).replaceAll('/', '.'), message].filter(Boolean).join(' ')}${more === undefined ? '' : ` (${more})`}`;
  });
}
