/**
 * The words, in lower case and without accents, with which people give a code: "aquí está: 482913", "my code is 482913". A message with any
 * other word may doubt, ask or report, and its code is not tried before the person says so: a wrong code counts as an attempt.
 */
export const GIVING_WORDS: ReadonlySet<string> = new Set(
  // Spanish
  (
    'a aca acaba acabo adjunto agradezco ah ahi ahora al anote aparece aparecieron aparecio apunte aqui asi bien buen buena buenas ' +
    'bueno buenos cel celular cifras clave cod codgo codigo codigos coidgo comparto computadora con copiado copie copio correcto ' +
    'correo de del dia dias dice dieron digito digitos digo dio disculpe doy eh el email en entonces entregaron entrego ' +
    'entro enviado enviaron envie envio es esa ese eso espere esta estas este esto fin gracias hola iess kodigo la las le ' +
    'lei leo listo llega llegado llegando llegarme llegaron llego lo los mail mandado mandaron mando me mensaje mi mio ' +
    'mire mis muchas mucho muestra noches nuevo numerito numeritos numero numeros ok okey pantalla para pasaron paso ' +
    'perdon perdone pin pongo por porfa porfavor pues q que recibi recibido recibio recien repito ' +
    'sale salen salio se seguridad senor senora senorita si son su sus tardes temporal ' +
    'tengo todo toma tome un unico usar uso va van vea veo ver verificacion verificar viene vino x xfa y ya ' +
    // English
    'again all alright and appeared appears arrived at been below came code codes copied copying digits email emailed ' +
    'entering finally for from gave get getting given giving good got have hello here heres hey hi i im in inbox into is it its ' +
    'ive just mail mailed me message morning my new now number numbers of ok okay on one phone please pls provided reads ' +
    'received receiving repeat right s says screen see send sending sends sent shown shows six so sorry texted thank ' +
    'thanks that thats the then these this time to typing u ur use verification verify we well which with ' +
    'yeah yep yes you your '
  )
    .trim()
    .split(' '),
);
