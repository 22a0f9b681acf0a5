const MONTH =
  '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|' +
  'january|february|march|april|may|june|july|august|september|october|november|december)';
const STREET = '(?:av|avda|ave|avenida|calle|pasaje|transversal|via)';
const STREET_AFTER = '(?:street|st|road|rd|avenue|ave)';
const BUILDING =
  '(?:km|kilometro|piso|mz|manzana|lote|solar|villa|casa|edificio|departamento|dpto|bloque|floor|apt|suite)';
const NAME = String.raw`(?:(?!(?:sucursal|suc|branch|local|estab|ruc|cedula|ci|id)\b)[a-z.]+ )`;
/** Words that end like a plural and count nothing: "0002, gracias". */
const NO_PLURAL = '(?:gracias|saludos|thanks|pues|entonces|ademas|quizas|creemos|es|is|this|was)';
const BRANCH_WORD = '(?:sucursal|suc|branch|local|establecimiento|estab|oficina|tienda|numero|number|nro|no|la|el)';
/** The digits do not continue, neither directly nor after a sign. */
const END = String.raw`(?![\d]|[./:-]\d)`;
const START = String.raw`(?<![\d.,/:-])`;

/** Numbers in the text of a person that are no ID, RUC, branch or code. Lower case without accents. */
const PATTERNS: readonly RegExp[] = [
  // Masked numbers, which a copied mail shows beside the code: 17•••••915001.
  String.raw`(?<!\d)\d*(?:[•●]+|\*{3,})[\d•●*]*`,
  // Addresses: Av. Amazonas N34-120, av. 10 de Agosto 1234, calle 5 # 12-34, piso 3, oficina 301, 120 Main Street.
  String.raw`\b${STREET}\b\.? (?:\d{1,2} )?${NAME}{1,4}(?:[a-z]{1,2})?\d{1,4}(?:-\d{1,4})?\b${END}`,
  String.raw`\b${STREET}\b\.? \d{1,3}\b${END}(?: ?# ?\d{1,4}-\d{1,4}\b)?`,
  String.raw`\b${BUILDING}\b\.? ?\d{1,4}\b${END}(?:,? (?:oficina|office) \d{1,4}\b${END})?`,
  String.raw`\b(?:oficina|office) [1-9]\d{2,3}\b${END}`,
  String.raw`${START}\d{1,5} ${NAME}{1,3}${STREET_AFTER}\b`,
  String.raw`\b[a-z]{1,2}\d{1,3}-\d{1,4}\b${END}`,
  // Dates: 12/05/2026, 2026-05-12, 9 de octubre de 2026, January 5.
  String.raw`${START}\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d${END}`,
  String.raw`${START}(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/\d\d${END}`,
  String.raw`${START}(?:19|20)\d\d([./-])\d{1,2}\1\d{1,2}${END}`,
  String.raw`${START}\d{1,2} (?:de )?${MONTH}(?:,? (?:de |del )?(?:19|20)\d\d)?\b${END}`,
  String.raw`\b${MONTH} \d{1,2}(?:st|nd|rd|th)?\b(?:,? (?:19|20)\d\d)?${END}`,
  String.raw`\b(?:ano|anos|year|desde|since|en|in) (?:el )?(?:19|20)\d\d\b${END}`,
  // Times and opening hours: 10:45, 17h30, 8 am, las 10 y 45, de 8 a 17.
  String.raw`${START}\d{1,2}(?::|h)\d\d(?::\d\d)?(?: ?(?:h|hrs?|horas|[ap]\.? ?m)\b)?${END}`,
  String.raw`(?<!\d)\d{1,2} ?(?:[ap]\.? ?m|de la (?:manana|tarde|noche))\b`,
  String.raw`\blas \d{1,2}(?: (?:y|con|menos) \d{1,2})?\b${END}`,
  String.raw`\b(?:de|desde|from|entre|between) \d{1,2} (?:a|hasta|to|until|till|y|and) (?:las )?\d{1,2}\b${END}`,
  String.raw`${START}\d{1,2} (?:a|to|hasta|until|till) \d{1,2}\b${END}`,
  // Money and percentages: $ 12,50, 30 dólares, 15 %.
  String.raw`(?:\$|\busd) ?\d[\d.,]*`,
  String.raw`${START}\d+(?:[.,]\d+)* ?(?:usd|dolar(?:es)?|dollars?|centavos|cents?|euros?|%)`,
  // Invoices, which are longer than a RUC.
  String.raw`${START}\d{3}-\d{3}-\d{8,9}${END}`,
  // Telephones with the country's prefix, and numbers after which the person says that they are telephones.
  String.raw`(?:\+ ?|\b00)593[\d ()-]{7,14}`,
  String.raw`\b0\d{8,9}(?= (?:es|is)? ?(?:mi|el|my|the)? ?(?:telefono|celular|cel|whatsapp|phone|cell|mobile)\b(?!\W*(?:es|is)?\W*\d))`,
  // Numbers that the person denies: no es 0001, isn't 0001, 0001 is wrong.
  String.raw`\b(?:no (?:es|era|son)|not|isn't|isnt|wasn't) (?:(?:el|la|the|mi|my|numero|number|ruc|cedula|id|sucursal|branch) ){0,3}\d[\d.-]*`,
  String.raw`\bno (?:la|el) \d{1,4}(?=,)`,
  String.raw`${START}\d[\d-]* (?:no (?:es|era)|is not|isn't|isnt|is wrong|esta mal|es incorrect[oa])\b`,
  // Counts: 3 sucursales, 12 employees, tengo 2.
  String.raw`(?<!\b${BRANCH_WORD}\.? )${START}\b[1-9]\d{0,3} (?!${NO_PLURAL}\b)(?:[a-z]{2,}s|people|gente|mil)\b`,
  String.raw`\b(?:tengo|tenemos|hay|son|somos|tiene|have|got|has|are) [1-9]\d{0,2}\b(?![\s.,-]*\d)`,
].map((source) => new RegExp(source, 'gu'));

/** A word in place of the number, so that the digits beside it are not joined. */
export const OMITTED = 'x';

/** Replaces dates, times, prices, counts, addresses and telephones. Expects lower case without accents. */
export const dropOtherNumbers = (text: string): string =>
  PATTERNS.reduce((rest, pattern) => rest.replace(pattern, ` ${OMITTED} `), text);
