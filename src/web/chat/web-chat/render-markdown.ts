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

/** Renders the bot's markdown as safe HTML: without HTML from the text, without images, and with links that open in a new tab. */
export function renderMarkdown(text: string): string {
  const template = document.createElement('template');
  // The links are filtered below, because micromark's own list lacks `tel:`.
  template.innerHTML = micromark(text, { extensions: [USED_SYNTAX], allowDangerousProtocol: true });
  for (const link of template.content.querySelectorAll('a')) {
    if (SAFE_URL.test(link.getAttribute('href') ?? '')) openInNewTab(link);
    else link.replaceWith(...link.childNodes);
  }
  return template.innerHTML;
}

function openInNewTab(link: HTMLAnchorElement): void {
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}
