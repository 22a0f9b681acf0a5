import { ORDINAL_WORDS } from './number-words';

const PLACE =
  '(?:local|oficina|tienda|sucursal|agencia|almacen|establecimiento|shop|store|office|branch|site|location|place|lugar)';
const ONE = '(?:uno?|una|one)';
const ONLY = '(?:solo|sola|solamente|unico|unica|unicamente|nada mas|nomas|just|only|single|sole)';
const HAVE = '(?:tengo|tenemos|tiene|hay|have|has|got)';
const END = String.raw`(?: (?:y ya|nomas|nada mas))?\W*(?:$|[.,;!?])`;
const ORDINALS = [...ORDINAL_WORDS.keys()].filter((word) => word !== '-').join('|');
const ORDINAL = `(${ORDINALS})`;
const ASIDE = String.raw`(?:(?:es|is|la|el|the|it|it's|seria|mi|my|por favor|please|gracias|thanks)\W+)*`;

/** Sentences of a person with one place of business, whose branch is 0001. Lower case without accents. */
export const SINGLE_BRANCH: readonly RegExp[] = [
  String.raw`\b${ONLY} (?:${HAVE} |es |is |the |main |hay )*(?:${ONE} )?${PLACE}\b`,
  String.raw`\b${ONLY} (?:[a-z]+ ){0,2}${ONE}${END}`,
  String.raw`\b${ONE} ${ONLY}\b`,
  String.raw`\b${HAVE} ${ONE} ${PLACE}\b`,
  String.raw`\b${ONE} ${PLACE}\b.{0,20}\bunic[oa]\b`,
  String.raw`^\W*(?:una|${ONE} ${PLACE})\W*$`,
  String.raw`^\W*(?:es |is )?(?:the |la |el )?(?:unic[oa]|only one)\W*$`,
  String.raw`\b(?:sin|no tengo|no hay|no tenemos|no|without) (?:mas |otras? |otros? |any |other |more )*(?:sucursales|sucursal|branches)\b`,
].map((source) => new RegExp(source));

/** Names of the main branch, which is 0001. */
export const MAIN_BRANCH_WORDS: readonly RegExp[] = [
  /\b(?:matriz|casa central|head office|headquarters)\b/,
  /\b(?:oficina|sucursal|tienda|es la|es el) principal\b|^\W*principal\W*$/,
  /\bmain (?:one|office|branch|store|shop|site|location)\b|^\W*main\W*$/,
];

const NAMED = `(?:${ORDINALS}|matriz|principal|casa central|main|head office|headquarters)`;
const LINK = '(?:es|era|is|la|el|the|en|de|mi|my)';

/** A place that the person denies: "no es la primera", "la matriz de Quito no". Lower case without accents. */
export const DENIED_BRANCH: readonly RegExp[] = [
  String.raw`\b(?:no|not|isn't|isnt)(?: ${LINK}){0,3} ${NAMED}\b(?: (?:one|${PLACE}))?`,
  String.raw`\b${NAMED}\b(?: (?:one|${PLACE}))?(?: (?:de|en|in|of) [a-z]+)? (?:no|not)(?=\s*(?:[,.;]|$))`,
].map((source) => new RegExp(source, 'g'));

/** "la segunda", "the second one", "mi tercera sucursal". */
export const ORDINAL_BRANCH: readonly RegExp[] = [
  String.raw`(?:^|[,.;])\W*${ASIDE}${ORDINAL}(?: (?:one|${PLACE}))?\W*(?:por favor|please|gracias|thanks)?\W*$`,
  String.raw`\b${ORDINAL} ${PLACE}\b`,
].map((source) => new RegExp(source));

/** A sentence that asks about a number does not give it: "¿qué es 0001?". Lower case with accents, which tell "qué" from "que". */
export const QUESTION_WORDS = /(?<!\p{L})(?:qué|cuál|what|what's|which|why)(?!\p{L})|(?:^|¿)\W*(?:que|cual)(?!\p{L})/u;

/** Words before a number that make it the number of a branch. */
export const BEFORE_BRANCH =
  '(?:la|el|numero|nro|local|oficina|tienda|agencia|sucursal|number|branch|store|shop|office)';
