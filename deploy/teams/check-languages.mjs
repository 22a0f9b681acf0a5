import { stringsOf } from './check-rules.mjs';
import { objectsOf } from './read-package.mjs';

/** Matches the paths in the manifest of texts that people see. */
const VISIBLE_TEXT = /^(?:name|description)\.|^bots\[\d+\]\.commandLists\[\d+\]\.commands\[\d+\]\./;

/**
 * Requires that each localization translates exactly the texts of the manifest, and that the default language repeats them word for word.
 * Teams shows the default language where a translation is missing.
 */
export function checkLanguages({ manifest, localizations }) {
  const { additionalLanguages, defaultLanguageFile, defaultLanguageTag } = manifest.localizationInfo ?? {};
  const tags = [defaultLanguageTag, ...objectsOf(additionalLanguages).map(({ languageTag }) => languageTag)];
  const repeated = new Set(tags.map((tag) => String(tag).toLowerCase())).size < tags.length;
  const texts = stringsOf(manifest).filter(({ path }) => VISIBLE_TEXT.test(path));
  const needed = texts.map(({ path }) => path);
  const inDefault = localizations[defaultLanguageFile] ?? {};
  const differing = texts.filter(({ path, text }) => path in inDefault && inDefault[path] !== text);
  return [
    ...(repeated ? ['manifest.json: a language is listed twice'] : []),
    ...differing.map(({ path }) => `${defaultLanguageFile}: ${path} differs from manifest.json`),
    ...Object.entries(localizations).flatMap(([file, localization]) =>
      checkLocalization(file, { localization, needed }),
    ),
  ];
}

function checkLocalization(file, { localization, needed }) {
  const texts = Object.fromEntries(Object.entries(localization).filter(([path]) => path !== '$schema'));
  const padded = Object.keys(texts).filter(
    (path) => typeof texts[path] === 'string' && texts[path].trim() !== texts[path],
  );
  return [
    ...needed.filter((path) => !Object.hasOwn(texts, path)).map((path) => `${file}: ${path} is missing`),
    ...Object.keys(texts)
      .filter((path) => !needed.includes(path))
      .map((path) => `${file}: ${path} is not in manifest.json`),
    ...padded.map((path) => `${file}: ${path} has leading or trailing spaces`),
  ];
}
