import { parseArgs } from 'node:util';
import { LOCALES, type Locale } from '../domain/locale';
import { loadIntentExamples } from '../understanding/intent-examples';
import { trainIntentModel } from '../understanding/intent-model';

const SHOWN = 3;

/** `npm run understanding -- "texto" --lang en`: prints how a sentence is read, the most probable intents first. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: LOCALES[0] } },
});
const locale = LOCALES.find((each) => each === values.lang || each.startsWith(`${values.lang}-`));
if (locale === undefined || positionals.length === 0) {
  process.stderr.write(`Usage: npm run understanding -- "text" [--lang ${LOCALES.join('|')}]\n`);
  process.exitCode = 1;
} else {
  print(locale, positionals.join(' '));
}

function print(language: Locale, text: string): void {
  const classify = trainIntentModel(loadIntentExamples(language));
  for (const { intent, probability } of classify(text).slice(0, SHOWN))
    process.stdout.write(`${probability.toFixed(2)}  ${intent}\n`);
}
