/**
 * Scores a key by the weaker of two texts: the key, and the key with each word once. Estimators take the second `quispe` of
 * `quispe quispe quispe` for new, but whoever guesses the word guesses that it is repeated. Page and server share this rule.
 */
export function scoreByDistinctWords(key: string, score: (text: string) => number): number {
  const distinct = keepFirstOfEachWord(key);
  return distinct === key ? score(key) : Math.min(score(key), score(distinct));
}

/** Words are equal whatever their case and accents. Signs that remain next to each other are reduced to one, where they are equal. */
function keepFirstOfEachWord(key: string): string {
  const seen = new Set<string>();
  return key
    .replace(/[\p{L}\p{M}]+/gu, (word) => {
      const simple = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      if (seen.has(simple)) return '';
      seen.add(simple);
      return word;
    })
    .replace(/([^\p{L}\p{M}\p{N}])\1+/gu, '$1');
}
