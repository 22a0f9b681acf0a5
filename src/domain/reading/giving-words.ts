/**
 * The words, in lower case and without accents, with which people give a code: "aquí está: 482913", "my code is 482913". A message with any
 * other word may doubt, ask or report, and its code is not tried before the person says so: a wrong code counts as an attempt.
 */
export const GIVING_WORDS: ReadonlySet<string> = new Set(
  // Spanish
  (
    'a al ahi ahora aqui buen buena buenas buenos clave codigo codigos con copie correo de del dia dias dice digito digitos digo disculpe doy ' +
    'el email en entro envio es esa ese eso esta estas este esto fin gracias hola iess la las le les listo llego llegaron lo los mail ' +
    'mando me mensaje mi mio mire mis muchas nuevo numero numeros paso perdon perdone pin pongo por favor que recibi repito recien sale salio se ' +
    'seguridad senor senora senorita si son su tardes noches temporal tengo todo unico uso va vea verificacion vino y ya ' +
    // English
    'and arrived at came code codes digits email finally for from got have hello here hi i in is it its just my new now number numbers of ok okay ' +
    'one please repeat received s says sorry thank thanks that the there these this time verification yes you your'
  ).split(' '),
);
