import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Reads the manifest of the app in `folder`, and the localizations and icons that it names, by file name. Fills their placeholders with
 * `values`. A file that cannot be read is reported as a problem and left out.
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
      problems.push(...unknown.map((name) => `${file}: {{${name}}} has no value`));
      return asObject(JSON.parse(text));
    });
  /** Accepts file names only, because a package has no folders. */
  const isFileName = (file) => {
    if (typeof file !== 'string') return false;
    if (basename(file) === file) return true;
    problems.push(`manifest.json: ${file} must be in the same folder`);
    return false;
  };

  const [[, manifest] = []] = await readJson('manifest.json');
  const { additionalLanguages, defaultLanguageFile } = manifest?.localizationInfo ?? {};
  const additional = objectsOf(additionalLanguages).map(({ file }) => file);
  const languageFiles = defaultLanguageFile === undefined ? additional : [defaultLanguageFile, ...additional];
  const iconFiles = Object.values(manifest?.icons ?? {});
  const localizations = await Promise.all(languageFiles.filter(isFileName).map(readJson));
  const icons = await Promise.all(
    iconFiles.filter(isFileName).map((file) => attempt(file, () => readFile(join(folder, file)))),
  );
  return {
    manifest,
    localizations: Object.fromEntries(localizations.flat()),
    icons: Object.fromEntries(icons.flat()),
    problems,
  };
}

/** Returns the objects in a list, and an empty list for any other value. The schema check reports wrong types. */
export const objectsOf = (value) =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];

/** Replaces placeholders in JSON text. Escapes the values, because an unescaped quote would end the surrounding string. */
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
  throw new Error('is not a JSON object');
}
