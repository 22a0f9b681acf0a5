/** The three fields of a claim. */
export type ClaimField = 'document' | 'ruc' | 'branch';

/** Words that name the field of the number after them, in lower case and without accents. */
const LABELS: ReadonlyMap<string, ClaimField> = new Map([
  ...listed(
    'document',
    'cedula ced ci cc id identidad identificacion identity identification documento document doc dni',
  ),
  ...listed('ruc', 'ruc'),
  ...listed('branch', 'sucursal suc branch establecimiento estab'),
]);

/** Words that may stand between a label and its number. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    'numero num nro no n nr number codigo cod code card ciudadania de del la el los las es son mi mis y e o con su ' +
    'the of my is and with'
  ).split(' '),
);

/** `other`: a word that is neither a label nor a filler. */
export type WordRole = { readonly kind: 'label'; readonly field: ClaimField } | { readonly kind: 'filler' | 'other' };

export function wordRole(word: string): WordRole {
  const field = LABELS.get(word);
  if (field !== undefined) return { kind: 'label', field };
  return { kind: FILLERS.has(word) ? 'filler' : 'other' };
}

/**
 * Returns whether a number of this length can belong to the labelled field. It cannot in "RUC y sucursal: 1790010937001 1" or in
 * "1710034065 (cédula) 1790010937001"; the length then counts more than the label.
 */
export function labelFitsLength(field: ClaimField, length: number): boolean {
  switch (field) {
    case 'document':
      return length !== 13;
    case 'ruc':
      return true;
    case 'branch':
      return length !== 10 && length !== 13;
  }
}

function listed(field: ClaimField, words: string): [string, ClaimField][] {
  return words.split(' ').map((word) => [word, field]);
}
