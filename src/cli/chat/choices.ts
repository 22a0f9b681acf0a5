import type { ReceivedMessage } from './direct-line-conversation';

/**
 * Formats the choices of a message, each with the input that selects it. Where the bot may expect a number or a code, a bare number is an
 * answer, so choices are selected with a slash before the number.
 */
export const formatChoices = ({ choices, ...said }: ReceivedMessage): readonly string[] =>
  choices.map(({ title }, index) => `  ${isBareTaken(said) ? '/' : ''}${index + 1}  ${title}`);

/** Returns the text to send: that of the choice selected by the input, otherwise the input itself. `/1` always selects. */
export function resolveInput(typed: string, said: ReceivedMessage | undefined): string {
  const [, slash, number] = /^(\/?)([1-9]\d?)$/.exec(typed.trim()) ?? [];
  if (said === undefined || number === undefined || (slash === '' && isBareTaken(said))) return typed;
  return said.choices[Number(number) - 1]?.text ?? typed;
}

const isBareTaken = ({ expects }: Pick<ReceivedMessage, 'expects'>): boolean => expects !== 'text';
