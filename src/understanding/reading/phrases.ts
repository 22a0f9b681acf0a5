/** Where a phrase stands: the positions of its first and its last word. */
export interface PhrasePlace {
  readonly start: number;
  readonly end: number;
}

export type PhraseFinder = (words: readonly string[]) => readonly PhrasePlace[];

/** Returns a function that finds phrases in words. Where several begin at one word, the longest counts. */
export function createPhraseFinder(phrases: readonly string[]): PhraseFinder {
  const byFirstWord = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), words]);
  }
  return (words) =>
    words.flatMap((word, start) => {
      const found = (byFirstWord.get(word) ?? []).filter((phrase) =>
        phrase.every((each, at) => words[start + at] === each),
      );
      const length = Math.max(0, ...found.map((phrase) => phrase.length));
      return length === 0 ? [] : [{ start, end: start + length - 1 }];
    });
}
