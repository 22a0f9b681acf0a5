/** Lines from which on a mail is no longer what the person wrote: a signature, or the mail that is answered. */
const ENDS: readonly RegExp[] = [
  /^>/,
  /^--\s*$/,
  /^_{8,}$/,
  /^-{2,}\s*(?:original message|mensaje original|forwarded message|mensaje reenviado)/i,
  /^(?:enviado desde|sent from)\s/i,
];

/** How mail programs introduce what is quoted below, on one line or on two. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^(?:el|on)\s(?=.*\d).{5,300}(?:escribió|wrote):$/i,
  /^(?:de|from):\s.{1,300}\s(?:enviado|enviado el|sent|fecha|date|para|to):\s/i,
];

/** Courtesies before a name; as the first line, one may be all there is. */
const CLOSING =
  /^(?:(?:un )?saludos?|saludos cordiales|cordialmente|atentamente|atte|(?:best |kind |warm )?regards|sincerely)[,.!]?$/i;

/** What stands above the quoted mail and the signature. With an answer below the quotation, nothing: it is asked for again. */
export function ownWords(body: string): string {
  const lines = body.split(/\r?\n/).map((line) => line.trim());
  const first = lines.findIndex((line) => line !== '');
  const end = lines.findIndex(
    (line, place) => isEnd(line) || opensOverTwo(line, lines[place + 1]) || (place > first && CLOSING.test(line)),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
}

const isEnd = (line: string): boolean => [...ENDS, ...INTRODUCTIONS].some((end) => end.test(line));

/** Not when the introduction is the second line alone: then the first is still the person's. */
const opensOverTwo = (line: string, next = ''): boolean =>
  !isEnd(next) && INTRODUCTIONS.some((introduction) => introduction.test(`${line} ${next}`));
