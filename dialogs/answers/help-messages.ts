import type { Prompt } from '../../src/understanding/prompts';
import type { BotMessage } from '../chat';

interface HelpOptions {
  readonly codeLength: number;
  /** The message before was not understood either. */
  readonly isRepeated: boolean;
}

/**
 * Says that the message was not understood, and what one can write at this prompt. The second time in a row, it begins with the telephone
 * and the office.
 */
export const notUnderstoodMessages = (
  prompt: Prompt,
  { codeLength, isRepeated }: HelpOptions,
): readonly BotMessage[] =>
  isRepeated
    ? [{ key: 'not-understood.again' }, { key: `not-understood.${prompt}`, values: { asked: 'yes', codeLength } }]
    : [{ key: `not-understood.${prompt}`, values: { asked: 'no', codeLength } }];
