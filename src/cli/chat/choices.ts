import type { ReceivedMessage } from './direct-line-conversation';

/**
 * The choices of a message as lines to read, each with what picks it. Where the bot asks for a number or a code, and where it does not
 * say what it asks for, a bare number is an answer: there the choices begin with a slash, which no answer does.
 */
export const formatChoices = ({ choices, ...said }: ReceivedMessage): readonly string[] =>
  choices.map(({ title }, index) => `  ${isBareTaken(said) ? '/' : ''}${index + 1}  ${title}`);

/** What is sent for what was typed: the choice that it picks, or the words as they are. `/1` picks everywhere. */
export function resolveInput(typed: string, said: ReceivedMessage | undefined): string {
  const [, slash, number] = /^(\/?)([1-9]\d?)$/.exec(typed.trim()) ?? [];
  if (said === undefined || number === undefined || (slash === '' && isBareTaken(said))) return typed;
  return said.choices[Number(number) - 1]?.text ?? typed;
}

const isBareTaken = ({ expects }: Pick<ReceivedMessage, 'expects'>): boolean => expects !== 'text';
