/** The Markdown that the bot writes, as it reads without any: emphasis gone, links with their address behind them. */
export const plainText = (markdown: string): string =>
  withoutControls(markdown)
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, (_link, words: string, address: string) => linkText(words, address))
    .trim();

/** Words that are the address already need it no second time. */
function linkText(words: string, link: string): string {
  const address = link.replace(/^(https?:\/\/|mailto:|tel:)/, '');
  const isSame = withoutBlanks(words) === address;
  return isSame ? words : `${words} (${/^https?:/.test(link) ? link : address})`;
}

/** Telephone numbers are written in groups. */
const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

/** What comes from elsewhere must not steer the terminal: no control characters but line ends. */
const withoutControls = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, '');
