/** Lines that end the message: the start of a signature or of a quoted mail. */
const ENDS: readonly RegExp[] = [
  /^>/,
  /^--\s*$/,
  /^_{8,}$/,
  /^-{2,}\s*(?:original message|mensaje original|forwarded message|mensaje reenviado)/i,
  /^(?:enviado desde|sent from)\s/i,
];

/** How mail programs introduce a quotation, on one to three lines: with a year, a time or an address. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^(?:-{2,}\s*)?(?:el|on)\s(?=.*(?:\d{4}|\d:\d\d|@)).{5,300}(?:escribió|wrote)(?::|\s*-{2,})$/i,
  /^(?:de|from):\s.{1,300}\s(?:enviado|enviado el|sent|fecha|date|para|to):(?:\s|$)/i,
];
const MAX_INTRODUCTION_LINES = 3;

/** A closing phrase ends the text only after at least one line that is no greeting; otherwise it is the message. */
const CLOSING =
  /^(?:(?:un )?saludos?|saludos cordiales|cordialmente|atentamente|atte|(?:best |kind |warm )?regards|sincerely)[,.!]?$/i;
const GREETING =
  /^(?:hola|buen[oa]s?|estimad[oa]s?|dear|hello|hi|good (?:morning|afternoon|evening))\b[^\d,]{0,40}[,.:!]?$/i;

/** Returns the text above the quoted mail and the signature; '' when the person wrote below the quotation. */
export function stripQuotedMail(body: string): string {
  const lines = body.split(/\r?\n/).map((line) => line.trim());
  // Some programs write the bold of their headers as asterisks.
  const plain = lines.map((line) => line.replaceAll('*', ''));
  const start = plain.findIndex((line) => line !== '' && !GREETING.test(line));
  const end = plain.findIndex(
    (line, index) => isEnd(line) || startsIntroduction(plain, index) || (index > start && CLOSING.test(line)),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
}

const isIntroduction = (text: string): boolean => INTRODUCTIONS.some((introduction) => introduction.test(text));
const isEnd = (line: string): boolean => ENDS.some((end) => end.test(line)) || isIntroduction(line);

/** Returns whether an introduction of several lines starts here. When it starts on a later line, this line still belongs to the message. */
function startsIntroduction(lines: readonly string[], index: number): boolean {
  for (let count = 2; count <= MAX_INTRODUCTION_LINES; count += 1) {
    const part = lines.slice(index, index + count);
    if (!isIntroduction(part.join(' '))) continue;
    return !part.slice(1).some((line, later) => isEnd(line) || isIntroduction(part.slice(later + 1).join(' ')));
  }
  return false;
}
