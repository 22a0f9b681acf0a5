import type { ReceivedMessage } from './direct-line-conversation';

/**
 * Formats the choices of a message, each with the input that selects it. Where the bot may expect a number or a code, a bare number is an
 * answer, so choices are selected with a slash before the number.
 */
export const formatChoices = ({ choices, ...message }: ReceivedMessage): readonly string[] =>
  choices.map(({ title }, index) => `  ${isBareNumberInput(message) ? '/' : ''}${index + 1}  ${title}`);

/** Returns the text to send: that of the choice selected by the input, otherwise the input itself. `/1` always selects. */
export function resolveInput(typed: string, message: ReceivedMessage | undefined): string {
  const [, slash, number] = /^(\/?)([1-9]\d?)$/.exec(typed.trim()) ?? [];
  if (message === undefined || number === undefined || (slash === '' && isBareNumberInput(message))) return typed;
  return message.choices[Number(number) - 1]?.text ?? typed;
}

const isBareNumberInput = ({ expects }: Pick<ReceivedMessage, 'expects'>): boolean => expects !== 'text';
