import { toPlainText } from '../../i18n/plain-text';

/** The Markdown that the bot writes, as it reads without any. What comes from elsewhere must not steer the terminal: no control characters but line ends. */
export const toTerminalText = (markdown: string): string => toPlainText(markdown.replace(/(?!\n)\p{Cc}/gu, '')).trim();
