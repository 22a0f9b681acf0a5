import { toPlainText } from '../../i18n/plain-text';
import { formatChoices } from './choices';
import type { ReceivedMessage } from './direct-line-conversation';

/** Formats a message for the screen: its text, and below it the choices. */
export const formatMessage = (message: ReceivedMessage): readonly string[] => [
  '',
  toTerminalText(message.text),
  ...formatChoices(message),
];

/** Returns the bot's Markdown as plain text. Control characters but line ends are removed, because they could steer the terminal. */
export const toTerminalText = (markdown: string): string => toPlainText(markdown.replace(/(?!\n)\p{Cc}/gu, '')).trim();
