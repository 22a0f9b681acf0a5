/** Number of paragraphs to skip: mails start with their sender and their title, which the subject already says. */
const HEADER_PARAGRAPHS = 2;
/** Upper bound in characters. Two lines never show more, at any width of the window. */
const MAX_LENGTH = 140;

/** Returns the beginning of a mail's content as one line. */
export function previewOf(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  const content = paragraphs.length > HEADER_PARAGRAPHS ? paragraphs.slice(HEADER_PARAGRAPHS) : paragraphs;
  return content
    .join(' ')
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
