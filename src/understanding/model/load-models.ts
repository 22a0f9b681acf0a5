import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES } from '../../domain/locale';
import { OTHER_LANGUAGES } from '../other-languages';
import { MEANINGS } from '../reading/text-reader';
import type { LinearModel } from './linear-model';
import { decodeModels, LANGUAGE_MODEL } from './weights-file';

/** `src/understanding/build.mjs` writes this file beside the compiled modules. Before tests it writes it beside the sources. */
const WEIGHTS = join(__dirname, '../weights.bin');

/** Loads the trained models. @throws when they are missing, or were trained for other languages or intents than these of this build */
export function loadModels(path = WEIGHTS): ReadonlyMap<string, LinearModel> {
  try {
    const models = decodeModels(readFileSync(path));
    for (const locale of LOCALES) requireLabels(models.get(locale), MEANINGS);
    requireLabels(models.get(LANGUAGE_MODEL), [...LOCALES, ...OTHER_LANGUAGES]);
    return models;
  } catch (cause) {
    throw new Error(`${path} is missing or does not fit this build: run npm run build`, { cause });
  }
}

function requireLabels(model: LinearModel | undefined, labels: readonly string[]): void {
  const trained = new Set(model?.labels);
  if (trained.size !== labels.length || !labels.every((label) => trained.has(label)))
    throw new Error('the models were trained for other labels');
}
