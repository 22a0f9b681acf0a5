import { scoreByDistinctWords } from '../../../domain/employer/key-strength';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
// The build keeps only the most frequent words: src/web/build.mjs.
import { dictionary as spanish } from '@zxcvbn-ts/language-es-es';

/** Words that a guesser of these keys would try first. */
const OBVIOUS_WORDS = ['iess', 'clave', 'empleador', 'patronal', 'ecuador'];

/** Estimates how hard a key is to guess, from 0 to 4. The server decides, with a larger dictionary. */
export function createStrengthMeter(): (key: string) => number {
  const zxcvbn = new ZxcvbnFactory({ dictionary: { ...dictionary, ...spanish }, graphs: adjacencyGraphs });
  return (key) => scoreByDistinctWords(key.normalize('NFC'), (text) => zxcvbn.check(text, OBVIOUS_WORDS).score);
}
