import type { Block, Letter } from './letter';

/** The text part: what clients without HTML show, and what some screen readers and watches read. */
export const plainText = ({ brand, title, blocks }: Letter): string =>
  `${[brand, title, ...blocks.map(inText)].join('\n\n')}\n`;

function inText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return block.text;
    case 'code':
      return `    ${block.text}`;
    case 'button':
      return block.href;
  }
}
