/**
 * A text in parts of at most `most` characters, parted at the end of a paragraph, else of a line, a sentence, or a word. Codes, addresses
 * and telephone numbers stay whole; only a word that is itself too long is cut.
 */
export function splitText(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const end = endWithin(rest, most);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}

/** Where a part may end, the best first. A space between digits may be one within a number. */
const ENDS = [/\n\n/g, /\n/g, /(?<=[.!?:;]) /g, /(?<!\d) | (?!\d)/g, /\s/g];

function endWithin(text: string, most: number): number {
  // One more: a part may end right before what follows it.
  const window = text.slice(0, most + 1);
  for (const end of ENDS) {
    const last = Array.from(window.matchAll(end), ({ index }) => index).findLast((index) => index > 0);
    if (last !== undefined) return last;
  }
  // Not between the two halves of one character.
  return isSecondHalf(text.charCodeAt(most)) && most > 1 ? most - 1 : most;
}

const isSecondHalf = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
