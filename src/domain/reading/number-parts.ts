import { type LongField, NUMBER_LENGTHS } from './assign-numbers';
import { truncateAndFold } from './normalise-text';
import { scanNumbers } from './scan-numbers';

/** A shorter number in a sentence is something else. */
const MIN_LENGTH = { bare: 3, prose: 5 } as const;

/**
 * Returns the digits of an answer that may be the first part of a cédula or RUC, to be continued in the next message: the only number of
 * the message, when it is shorter than a RUC.
 */
export function readFirstPart(text: string): string | undefined {
  const { digits, style } = onlyNumber(text) ?? {};
  if (digits === undefined || style === undefined) return undefined;
  return digits.length >= MIN_LENGTH[style] && digits.length < NUMBER_LENGTHS.ruc ? digits : undefined;
}

/**
 * Returns the number that the message continues, or `undefined` when it holds a whole number, other words, or too many digits. Only digits
 * that were typed are joined, in their order.
 */
export function continueNumber(part: string, text: string, field: LongField): string | undefined {
  const { digits, style } = onlyNumber(text) ?? {};
  if (digits === undefined || style === 'prose' || isWhole(digits)) return undefined;
  const joined = part + digits;
  return joined.length <= NUMBER_LENGTHS[field] || joined.length === NUMBER_LENGTHS.ruc ? joined : undefined;
}

const isWhole = ({ length }: string): boolean => Object.values(NUMBER_LENGTHS).includes(length);

function onlyNumber(text: string): { digits: string; style: 'bare' | 'prose' } | undefined {
  const { chains, mixedWords, style } = scanNumbers(truncateAndFold(text), { joints: 'loose', spoken: 'single' });
  const [chain, other] = chains;
  if (chain === undefined || other !== undefined || mixedWords.length > 0) return undefined;
  return chain.label === 'elsewhere' || chain.label === 'branch' ? undefined : { digits: chain.runs.join(''), style };
}
