import { stringsOf } from './check-rules.mjs';
import { objectsOf } from './read-package.mjs';

/** What people read of the app, by where it stands in the manifest. */
const READ_BY_PEOPLE = /^(?:name|description)\.|^bots\[\d+\]\.commandLists\[\d+\]\.commands\[\d+\]\./;

/**
 * Whether each language says all that the manifest says, and nothing else, the default one in the manifest's own words. Teams shows the
 * default where something is left out.
 */
export function checkLanguages({ manifest, localizations }) {
  const { additionalLanguages, defaultLanguageFile, defaultLanguageTag } = manifest.localizationInfo ?? {};
  const tags = [defaultLanguageTag, ...objectsOf(additionalLanguages).map(({ languageTag }) => languageTag)];
  const repeated = new Set(tags.map((tag) => String(tag).toLowerCase())).size < tags.length;
  const read = stringsOf(manifest).filter(({ path }) => READ_BY_PEOPLE.test(path));
  const needed = read.map(({ path }) => path);
  const inDefault = localizations[defaultLanguageFile];
  const other = inDefault ? read.filter(({ path, text }) => path in inDefault && inDefault[path] !== text) : [];
  return [
    ...(repeated ? ['manifest.json: a language is named twice'] : []),
    ...other.map(({ path }) => `${defaultLanguageFile}: ${path} says something else than manifest.json`),
    ...Object.entries(localizations).flatMap(([file, texts]) => checkTexts(file, { texts, needed })),
  ];
}

function checkTexts(file, { texts, needed }) {
  const said = Object.fromEntries(Object.entries(texts).filter(([path]) => path !== '$schema'));
  const blank = Object.keys(said).filter((path) => typeof said[path] === 'string' && said[path].trim() !== said[path]);
  return [
    ...needed.filter((path) => !Object.hasOwn(said, path)).map((path) => `${file}: ${path} is missing`),
    ...Object.keys(said)
      .filter((path) => !needed.includes(path))
      .map((path) => `${file}: ${path} is nothing that the manifest says`),
    ...blank.map((path) => `${file}: ${path} has blanks around it`),
  ];
}
