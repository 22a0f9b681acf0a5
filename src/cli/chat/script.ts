import { ChatError } from './chat-error';

/** One line of a transcript: what the person types, or what the bot must say to it. */
export interface ScriptLine {
  readonly kind: 'typed' | 'said';
  readonly text: string;
  /** In the file, from 1. */
  readonly number: number;
}

/**
 * A transcript, to be written by hand. `> ` begins what the person types, `#` a remark. Every other line is one message of the bot, on one
 * line however many it has, as the terminal shows it; `*` stands for any text in it. All that the bot says must be there, in order.
 * @throws Trouble when nothing in it would be checked
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

/** Whether the bot said this. */
export function matchesExpectation(expected: string, text: string): boolean {
  const pattern = collapseWhitespace(expected)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'u').test(collapseWhitespace(text));
}

export const collapseWhitespace = (text: string): string => text.replace(/\s+/g, ' ').trim();
