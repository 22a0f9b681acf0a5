/** Lines from which on a mail is no longer what the person wrote: a signature, or the mail that is answered. */
const ENDS: readonly RegExp[] = [
  /^>/,
  /^--\s*$/,
  /^_{8,}$/,
  /^-{2,}\s*(?:original message|mensaje original|forwarded message|mensaje reenviado)/i,
  /^(?:enviado desde|sent from)\s/i,
];

/** How mail programs introduce what is quoted below, on one line or on up to three: with a year, a time or an address. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^(?:-{2,}\s*)?(?:el|on)\s(?=.*(?:\d{4}|\d:\d\d|@)).{5,300}(?:escribió|wrote)(?::|\s*-{2,})$/i,
  /^(?:de|from):\s.{1,300}\s(?:enviado|enviado el|sent|fecha|date|para|to):(?:\s|$)/i,
];
const MOST_LINES = 3;

/** Courtesies before a name; where nothing but a greeting stands above, one may be all there is, or go on. */
const CLOSING =
  /^(?:(?:un )?saludos?|saludos cordiales|cordialmente|atentamente|atte|(?:best |kind |warm )?regards|sincerely)[,.!]?$/i;
const GREETING =
  /^(?:hola|buen[oa]s?|estimad[oa]s?|dear|hello|hi|good (?:morning|afternoon|evening))\b[^\d,]{0,40}[,.:!]?$/i;

/** What stands above the quoted mail and the signature. With an answer below the quotation, nothing: it is asked for again. */
export function stripQuotedMail(body: string): string {
  const lines = body.split(/\r?\n/).map((line) => line.trim());
  // Some programs keep the bold of their headers as stars.
  const bare = lines.map((line) => line.replaceAll('*', ''));
  const said = bare.findIndex((line) => line !== '' && !GREETING.test(line));
  const end = bare.findIndex(
    (line, place) => isEnd(line) || opensOverSeveral(bare, place) || (place > said && CLOSING.test(line)),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
}

const introduces = (text: string): boolean => INTRODUCTIONS.some((introduction) => introduction.test(text));
const isEnd = (line: string): boolean => ENDS.some((end) => end.test(line)) || introduces(line);

/** Not when the introduction begins on a later one of these lines: then the first is still the person's. */
function opensOverSeveral(lines: readonly string[], place: number): boolean {
  for (let count = 2; count <= MOST_LINES; count += 1) {
    const part = lines.slice(place, place + count);
    if (!introduces(part.join(' '))) continue;
    return !part.slice(1).some((line, later) => isEnd(line) || introduces(part.slice(later + 1).join(' ')));
  }
  return false;
}
