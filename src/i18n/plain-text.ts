/** Two stars on each side, and links; nothing else of markdown that the words use shows in plain text. */
const BOLD = /\*\*([^*\n]+)\*\*/g;
const LINK = /\[([^[\]\n]+)\]\(([^()\s]+)\)/g;

/** Markdown for channels that show its marks as they stand. Lists and numbers keep theirs: those read well. */
export const toPlainText = (markdown: string): string =>
  markdown.replace(LINK, (_link, text: string, address: string) => formatLink(text, address)).replace(BOLD, '$1');

/** An address that says what the text says already need not be said twice. */
function formatLink(text: string, address: string): string {
  const bare = address.replace(/^(?:https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  const isSame = address.startsWith('tel:') ? digits(text) === digits(address) : bare === text;
  return isSame ? text : `${text}: ${address.replace(/^(?:tel|mailto):/, '')}`;
}

const digits = (text: string): string => text.replace(/\D/g, '');
