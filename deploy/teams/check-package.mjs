import { checkIcons } from './check-icons.mjs';
import { checkLanguages } from './check-languages.mjs';
import { checkRules } from './check-rules.mjs';
import { checkSchemas } from './check-schemas.mjs';
import { readPackage } from './read-package.mjs';
import { readSettings } from './settings.mjs';

/** Reads the app in a folder, fills it with the settings of an environment, and lists the problems of both, each once. */
export async function checkPackage(folder, environment) {
  const settings = readSettings(environment);
  const app = await readPackage(folder, settings.values);
  const problems = [...settings.problems, ...app.problems, ...(await checkApp(app, settings.values))];
  return { app, settings, problems: [...new Set(problems)] };
}

async function checkApp({ icons, localizations, manifest }, values) {
  if (manifest === undefined) return [];
  return [
    ...(await checkSchemas({ manifest, localizations })),
    ...checkRules(manifest, values),
    ...checkLanguages({ manifest, localizations }),
    ...checkIcons({ manifest, icons }),
  ];
}
