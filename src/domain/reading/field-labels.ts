/** The three fields of a claim. */
export type ClaimField = 'document' | 'ruc' | 'branch';

/** `elsewhere`: a telephone, an invoice. Its number is no field of a claim. */
export type NumberLabel = ClaimField | 'elsewhere';

/** Words that name the field of the number after them, in lower case and without accents. */
const LABELS: ReadonlyMap<string, NumberLabel> = new Map([
  ...listed(
    'document',
    'cedula ced ci cc id identidad identificacion identity identification documento document doc dni',
  ),
  ...listed('ruc', 'ruc'),
  ...listed('branch', 'sucursal sucursales suc branch branches establecimiento estab'),
  ...listed(
    'elsewhere',
    'telefono telf tlf tel fono celular cel movil whatsapp convencional telephone phone cell cellphone mobile ' +
      'llameme llamame llamen call ext extension postal factura invoice pedido orden order ticket turno',
  ),
]);

/** Words that may stand between a label and its number, or around numbers in a message that holds nothing else. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    'numero num nro no n nr number codigo cod code card ciudadania de del la el los las es son mi mis y e o con su ' +
    'al at a the of my is and with it its s esta este this that ' +
    'local oficina agencia tienda almacen store shop office mejor ' +
    'por favor gracias hola buenas buenos dias tardes noches please thanks thank you hello hi'
  ).split(' '),
);

/** Words with which a person takes back the number before them: "1710034056, perdón, 1710034065". */
const CORRECTIONS: ReadonlySet<string> = new Set(
  'perdon perdone disculpe disculpa digo corrijo correccion equivoque dicho quise sorry mean meant oops ups rather'.split(
    ' ',
  ),
);

/** Words that accompany a correction: "me equivoqué", "quise decir", "I mean". */
const BESIDE_CORRECTIONS: ReadonlySet<string> = new Set('me decir i uy ay'.split(' '));

/** `other`: a word with none of the roles. */
export type WordRole =
  | { readonly kind: 'label'; readonly field: NumberLabel }
  | { readonly kind: 'filler' | 'correction' | 'beside-correction' | 'other' };

export function wordRole(word: string): WordRole {
  const field = LABELS.get(word);
  if (field !== undefined) return { kind: 'label', field };
  if (CORRECTIONS.has(word)) return { kind: 'correction' };
  if (BESIDE_CORRECTIONS.has(word)) return { kind: 'beside-correction' };
  return { kind: FILLERS.has(word) ? 'filler' : 'other' };
}

/**
 * Returns whether a number of this length can belong to the labelled field. It cannot in "RUC y sucursal: 1790010937001 1" or in
 * "1710034065 (cédula) 1790010937001"; the length then counts more than the label.
 */
export function labelFitsLength(field: NumberLabel, length: number): boolean {
  switch (field) {
    case 'document':
      return length !== 13;
    case 'ruc':
      return true;
    case 'branch':
      return length !== 10 && length !== 13;
    case 'elsewhere':
      return length !== 13;
  }
}

function listed(field: NumberLabel, words: string): [string, NumberLabel][] {
  return words.split(' ').map((word) => [word, field]);
}
