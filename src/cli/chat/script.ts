import { ChatError } from './chat-error';

/** One line of a transcript: input of the person, or an expected message of the bot. */
export interface ScriptLine {
  readonly kind: 'typed' | 'said';
  readonly text: string;
  /** Line number in the file, from 1. */
  readonly number: number;
}

/**
 * Parses a transcript. `> ` begins input, `#` a comment. Every other line is one message of the bot as the terminal shows it, joined to one
 * line; `*` stands for any text. All messages of the bot must be listed, in order.
 * @throws ChatError when it expects no message
 */
export function parseScript(source: string): readonly ScriptLine[] {
  const lines = source.split('\n').map((line, index) => ({ line: collapseWhitespace(line), number: index + 1 }));
  const script = lines
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }): ScriptLine => {
      const typed = /^>\s*(.*)$/.exec(line)?.[1];
      return typed === undefined ? { kind: 'said', text: line, number } : { kind: 'typed', text: typed, number };
    });
  if (!script.some(({ kind }) => kind === 'said')) throw new ChatError('The script has no line that the bot must say.');
  return script;
}

/** Returns whether a message matches an expected line. */
export function matchesExpectation(expected: string, text: string): boolean {
  const pattern = collapseWhitespace(expected)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'u').test(collapseWhitespace(text));
}

export const collapseWhitespace = (text: string): string => text.replace(/\s+/g, ' ').trim();
