import { parseArgs } from 'node:util';
import { LOCALES, type Locale } from '../domain/locale';
import { PROMPTS, type Prompt } from '../understanding/prompts';
import { createRecogniser } from '../understanding/recogniser';

/** `npm run understanding -- "texto" --at code --lang en`: prints how a sentence is read at a prompt. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: LOCALES[0] }, at: { type: 'string', default: PROMPTS[0] } },
});
const locale = LOCALES.find((each) => each === values.lang || each.startsWith(`${values.lang}-`));
const prompt = PROMPTS.find((each) => each === values.at);
if (locale === undefined || prompt === undefined || positionals.length === 0) {
  const options = `[--at ${PROMPTS.join('|')}] [--lang ${LOCALES.join('|')}]`;
  process.stderr.write(`Usage: npm run understanding -- "text" ${options}\n`);
  process.exitCode = 1;
} else {
  print(positionals.join(' '), prompt, locale);
}

function print(text: string, at: Prompt, language: Locale): void {
  const { probability, ...reading } = createRecogniser()(text, at, language);
  const rows = { ...reading, probability: probability.toFixed(2), language: reading.language ?? 'not clear' };
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`${name.padEnd(12)}  ${String(value)}\n`);
}
