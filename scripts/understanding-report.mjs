import { readFileSync } from 'node:fs';
import { loadIntentExamples } from '../dist/src/understanding/intent-examples.js';
import { trainIntentModel } from '../dist/src/understanding/intent-model.js';

/**
 * `npm run understanding:report`: how well sentences that no example was written from are read. Prints for each language the share that is
 * read rightly, precision and recall of each intent, and the most frequent confusions.
 */
const SHOWN_CONFUSIONS = 15;
const sentences = readFileSync('test/support/understanding/held-apart.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

for (const [locale, lang] of [
  ['es-EC', 'es'],
  ['en', 'en'],
]) {
  const classify = trainIntentModel(loadIntentExamples(locale));
  const readings = sentences
    .filter((sentence) => sentence.lang === lang)
    .map(({ intent, text }) => ({ accepted: [intent].flat(), read: classify(text)[0].intent }))
    .filter(({ accepted }) => !accepted.includes('none'));
  const right = readings.filter(isRight).length;
  print(`\n${locale}: ${percent(right, readings.length)} of ${readings.length} sentences are read rightly\n`);
  printIntents(readings);
  printConfusions(readings);
}

function isRight({ accepted, read }) {
  return accepted.includes(read);
}

function printIntents(readings) {
  print('intent'.padEnd(22), 'precision', '  recall', 'sentences');
  for (const intent of [...new Set(readings.map(({ accepted }) => accepted[0]))].sort()) {
    const expected = readings.filter(({ accepted }) => accepted[0] === intent);
    const given = readings.filter(({ read }) => read === intent);
    const precision = percent(given.filter(isRight).length, given.length);
    const recall = percent(expected.filter(isRight).length, expected.length);
    print(intent.padEnd(22), precision.padStart(9), recall.padStart(8), String(expected.length).padStart(9));
  }
}

function printConfusions(readings) {
  const counts = new Map();
  for (const { accepted, read } of readings.filter((reading) => !isRight(reading))) {
    const pair = `${accepted[0]} read as ${read}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN_CONFUSIONS);
  print(`\nMost frequent confusions\n${most.map(([pair, count]) => `${count}  ${pair}`).join('\n')}`);
}

function percent(part, whole) {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`;
}

function print(...columns) {
  process.stdout.write(`${columns.join(' ')}\n`);
}
