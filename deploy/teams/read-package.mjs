import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * The app's parts, read from `folder` and filled with `values`: the manifest, the localizations and icons that it names, each by its file
 * name. What cannot be read is a problem and is left out.
 */
export async function readPackage(folder, values) {
  const problems = [];
  const attempt = async (file, read) => {
    try {
      return [[file, await read()]];
    } catch (error) {
      problems.push(`${file}: ${error.code === 'ENOENT' ? 'is missing' : error.message}`);
      return [];
    }
  };
  const readJson = (file) =>
    attempt(file, async () => {
      const { text, unknown } = fill(await readFile(join(folder, file), 'utf8'), values);
      problems.push(...unknown.map((name) => `${file}: nothing fills {{${name}}}`));
      return asObject(JSON.parse(text));
    });
  /** A package is flat: a path would lead out of the folder. */
  const isFlat = (file) => {
    if (typeof file !== 'string') return false;
    if (basename(file) === file) return true;
    problems.push(`manifest.json: names ${file}, which is not beside it`);
    return false;
  };

  const [[, manifest] = []] = await readJson('manifest.json');
  const { additionalLanguages, defaultLanguageFile } = manifest?.localizationInfo ?? {};
  const further = objectsOf(additionalLanguages).map(({ file }) => file);
  const languages = defaultLanguageFile === undefined ? further : [defaultLanguageFile, ...further];
  const pictures = Object.values(manifest?.icons ?? {});
  const localizations = await Promise.all(languages.filter(isFlat).map(readJson));
  const icons = await Promise.all(
    pictures.filter(isFlat).map((file) => attempt(file, () => readFile(join(folder, file)))),
  );
  return {
    manifest,
    localizations: Object.fromEntries(localizations.flat()),
    icons: Object.fromEntries(icons.flat()),
    problems,
  };
}

/** What should be a list of objects, as far as it is one: the schema says what is wrong with the rest. */
export const objectsOf = (value) =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];

/** A value may hold quotes; none of ours may end the string it stands in. */
function fill(text, values) {
  const unknown = new Set();
  const filled = text.replaceAll(PLACEHOLDER, (whole, name) => {
    if (Object.hasOwn(values, name)) return JSON.stringify(values[name]).slice(1, -1);
    unknown.add(name);
    return whole;
  });
  return { text: filled, unknown: [...unknown] };
}

function asObject(value) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error('is no JSON object');
}
