/** Mails begin with their sender and their title, which the list shows already in the subject. */
const HEAD = 2;
/** More than two lines can hold at any width. */
const LENGTH = 140;

/** The beginning of what a mail says, in one line. */
export function previewOf(text: string): string {
  const parts = text.trim().split(/\n{2,}/);
  const said = parts.length > HEAD ? parts.slice(HEAD) : parts;
  return said
    .join(' ')
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LENGTH);
}
