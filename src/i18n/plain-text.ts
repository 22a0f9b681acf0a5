/** Bold text and links: the only Markdown in the messages that would be visible as marks in plain text. */
const BOLD = /\*\*([^*\n]+)\*\*/g;
const LINK = /\[([^[\]\n]+)\]\(([^()\s]+)\)/g;

/** Removes the marks of Markdown for channels that do not render it. Lists keep theirs, which are readable. */
export const toPlainText = (markdown: string): string =>
  markdown.replace(LINK, (_link, text: string, address: string) => formatLink(text, address)).replace(BOLD, '$1');

/** Omits an address that repeats the text of its link. */
function formatLink(text: string, address: string): string {
  const bare = address.replace(/^(?:https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  const isSame = address.startsWith('tel:') ? digits(text) === digits(address) : bare === text;
  return isSame ? text : `${text}: ${address.replace(/^(?:tel|mailto):/, '')}`;
}

const digits = (text: string): string => text.replace(/\D/g, '');
