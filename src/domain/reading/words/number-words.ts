/** Words for one digit, in both languages, in lower case and without accents. Articles such as `un` and `una` are none. */
export const DIGIT_WORDS: ReadonlyMap<string, string> = listed(
  'cero uno dos tres cuatro cinco seis siete ocho nueve',
  'zero one two three four five six seven eight nine',
  'oh',
);

/** Words for ten to twenty-nine and for round tens. A unit may follow a round ten. */
export const TEEN_WORDS: ReadonlyMap<string, string> = new Map([
  ...countedFrom(
    10,
    'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos ' +
      'veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
  ),
  ...countedFrom(10, 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
]);

/** A round ten and the word before its unit: "sesenta y cinco", but "sixty five". */
export interface Ten {
  readonly value: number;
  readonly link: 'y' | 'none';
}

export const TENS_WORDS: ReadonlyMap<string, Ten> = new Map([
  ...tens('y', 'diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
  ...tens('none', 'ten twenty thirty forty fifty sixty seventy eighty ninety'),
]);

export const HUNDRED_WORDS: ReadonlyMap<string, number> = new Map(
  'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'
    .split(' ')
    .map((word, index) => [word, (index + 1) * 100]),
);

/** "doble cero", "triple zero". */
export const REPEATING_WORDS: ReadonlyMap<string, number> = new Map([
  ['doble', 2],
  ['double', 2],
  ['triple', 3],
]);

/** Signs between digits that somebody says or dictates. */
export const SIGN_WORDS: ReadonlySet<string> = new Set(
  'guion raya punto coma espacio dash hyphen point dot comma space'.split(' '),
);

/** Words for the place in a row, which name a branch: "la segunda", "the second one". */
export const ORDINAL_WORDS: ReadonlyMap<string, string> = listed(
  '- primera segunda tercera cuarta quinta sexta septima octava novena',
  '- primero segundo tercero cuarto quinto sexto septimo octavo noveno',
  '- first second third fourth fifth sixth seventh eighth ninth',
);

/** The value of a word is its place in its list. */
function listed(...lists: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lists.flatMap((list) => list.split(' ').map((word, value) => [word, String(value)] as const)));
}

function countedFrom(first: number, list: string): readonly (readonly [string, string])[] {
  return list.split(' ').map((word, index) => [word, String(first + index)]);
}

function tens(link: Ten['link'], list: string): readonly (readonly [string, Ten])[] {
  return list.split(' ').map((word, index) => [word, { value: (index + 1) * 10, link }]);
}
