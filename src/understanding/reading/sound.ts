/** Letters that people exchange because they sound alike, in the order in which they are replaced. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/h/g, ''],
  [/[vw]/g, 'b'],
  [/ll/g, 'y'],
  [/qu|q|ck|c(?![eiy])/g, 'k'],
  [/[cz]/g, 's'],
  [/x/g, 's'],
  [/g(?=[ei])/g, 'j'],
  [/ni/g, 'n'],
  [/(.)\1+/g, '$1'],
];

/** Returns the same for words that sound alike in Spanish, such as `hize` and `ise`. It also removes doubled letters in English. */
export const soundOf = (word: string): string =>
  ALIKE.reduce((sound, [letters, replacement]) => sound.replace(letters, replacement), word);
