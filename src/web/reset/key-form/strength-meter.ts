import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const OBVIOUS = ['iess', 'clave', 'empleador', 'patronal', 'ecuador'];

/** Estimates how hard a key is to guess, 0 to 4. The server knows more words and has the last say. */
export function createStrengthMeter(): (key: string) => number {
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (key) => zxcvbn.check(key, OBVIOUS).score;
}
