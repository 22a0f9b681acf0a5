import { readFileSync } from 'node:fs';
import type { Locale } from '../../../src/domain/locale';
import { parseLabelledSentences, type LabelledSentence } from '../../../src/understanding/measure/labelled-sentences';

/** Reads the sentences of one language. They were written by another author than the examples, who did not see those. */
export const readHeldApart = (locale: Locale): readonly LabelledSentence[] =>
  parseLabelledSentences(readFileSync('test/support/understanding/held-apart.jsonl', 'utf8')).filter(
    ({ lang }) => lang === locale,
  );
