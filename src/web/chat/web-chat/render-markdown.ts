import { micromark } from 'micromark';

/** Paragraphs, lists, emphasis and links are what the bot writes; the rest would only bring in what nobody means. */
const PLAIN = {
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

const SAFE = /^(https:\/\/|mailto:|tel:)/i;

/** The bot's words as markup that can do nothing: no HTML of its own, no pictures, links to other pages only in a new tab. */
export function renderMarkdown(text: string): string {
  const template = document.createElement('template');
  // Which links may stay is decided below; micromark's own list lacks `tel:`.
  template.innerHTML = micromark(text, { extensions: [PLAIN], allowDangerousProtocol: true });
  for (const link of template.content.querySelectorAll('a')) {
    if (SAFE.test(link.getAttribute('href') ?? '')) leadOutside(link);
    else link.replaceWith(...link.childNodes);
  }
  return template.innerHTML;
}

function leadOutside(link: HTMLAnchorElement): void {
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}
