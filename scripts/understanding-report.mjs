import { readFileSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as accuracy from '../dist/src/understanding/measure/accuracy.js';
import { parseLabelledSentences } from '../dist/src/understanding/measure/labelled-sentences.js';
import { createRecogniser } from '../dist/src/understanding/recogniser.js';

/**
 * `npm run understanding:report`: how well sentences that no example was written from are read at their prompts. Prints start, size and
 * time per message, and for each language accuracy, precision and recall of each intent, and the most frequent confusions.
 */
const SHOWN_CONFUSIONS = 20;
const sentences = parseLabelledSentences(readFileSync('test/support/understanding/held-apart.jsonl', 'utf8'));

const began = performance.now();
const recognise = createRecogniser();
const loaded = performance.now();
const all = accuracy.readSentences(recognise, sentences);
const read = performance.now();
const megabytes = statSync('dist/src/understanding/weights.bin').size / 1e6;
print(`start ${(loaded - began).toFixed(0)} ms, weights ${megabytes.toFixed(1)} MB,`);
print(`${((read - loaded) / sentences.length).toFixed(2)} ms a message\n`);

for (const locale of new Set(sentences.map(({ lang }) => lang))) {
  const readings = all.filter(({ sentence }) => sentence.lang === locale);
  const { right, rightAndSure, unsureAndOffered, wrongAndSure } = accuracy.measureAccuracy(readings);
  print(`\n${locale}: ${readings.length} sentences\n`);
  print(`right ${percent(right)}, right and sure ${percent(rightAndSure)}, wrong and sure ${percent(wrongAndSure)},`);
  print(`unsure with the right choice ${percent(unsureAndOffered)}\n\n`);
  printIntents(accuracy.measureIntents(readings));
  const confusions = accuracy.countConfusions(readings).slice(0, SHOWN_CONFUSIONS);
  print(`\nMost frequent confusions\n${confusions.map(([confusion, count]) => `${count}  ${confusion}`).join('\n')}\n`);
}

function printIntents(intents) {
  print(`${'intent'.padEnd(22)}precision   recall sentences\n`);
  for (const { intent, precision, recall, sentences: count } of intents) {
    const columns = [precision === undefined ? '–' : percent(precision), percent(recall), String(count)];
    print(`${intent.padEnd(22)}${columns.map((column) => column.padStart(9)).join('')}\n`);
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function print(text) {
  process.stdout.write(text);
}
