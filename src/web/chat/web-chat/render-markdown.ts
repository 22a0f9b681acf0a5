import { micromark } from 'micromark';

/** The bot writes paragraphs, lists, emphasis and links only; other syntax in its texts is accidental and stays text. */
const USED_SYNTAX = {
  disable: {
    null: [
      'htmlFlow',
      'htmlText',
      'headingAtx',
      'setextUnderline',
      'labelStartImage',
      'definition',
      'codeIndented',
      'codeFenced',
      'thematicBreak',
      'blockQuote',
    ],
  },
};

const SAFE_URL = /^(https:\/\/|mailto:|tel:)/i;

/** Renders the bot's markdown as safe HTML: without HTML from the text, without images, and with links that keep the chat open. */
export function renderMarkdown(text: string): string {
  const template = document.createElement('template');
  // The links are filtered below, because micromark's own list lacks `tel:`.
  template.innerHTML = micromark(text, { extensions: [USED_SYNTAX], allowDangerousProtocol: true });
  for (const link of template.content.querySelectorAll('a')) {
    if (SAFE_URL.test(link.getAttribute('href') ?? '')) keepChatOpen(link);
    else link.replaceWith(...link.childNodes);
  }
  return template.innerHTML;
}

/**
 * Opens web pages in a new tab. A telephone or mail link starts a program and opens no page. Its target is the whole window, because the
 * `frame-src` policy of the embedding page blocks such a link within the frame, and the browser then shows an error in place of the chat.
 */
function keepChatOpen(link: HTMLAnchorElement): void {
  if (link.protocol !== 'https:') {
    link.target = '_top';
    return;
  }
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}
