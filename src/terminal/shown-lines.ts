import { choiceLines } from './choices';
import type { Said } from './direct-line';
import { plainText } from './plain-text';

/** A message as it stands on the screen: the words, and below them what can be chosen. */
export const shownLines = (said: Said): readonly string[] => ['', plainText(said.text), ...choiceLines(said)];
