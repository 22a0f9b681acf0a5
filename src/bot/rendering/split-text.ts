/**
 * Splits a text into parts of at most `max` characters, at the end of a paragraph, else of a line, a sentence, or a word. Codes, addresses
 * and telephone numbers stay whole; only a word that is longer than `max` is cut.
 */
export function splitText(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const end = findEnd(rest, max);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}

/** Where a part may end, the best first. A space between digits is the last resort, because it may be part of a number. */
const ENDS = [/\n\n/g, /\n/g, /(?<=[.!?:;]) /g, /(?<!\d) | (?!\d)/g, /\s/g];

function findEnd(text: string, max: number): number {
  // One character more, because the separator itself is trimmed.
  const window = text.slice(0, max + 1);
  for (const end of ENDS) {
    const last = Array.from(window.matchAll(end), ({ index }) => index).findLast((index) => index > 0);
    if (last !== undefined) return last;
  }
  // Not between the two surrogates of one character.
  return isLowSurrogate(text.charCodeAt(max)) && max > 1 ? max - 1 : max;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
