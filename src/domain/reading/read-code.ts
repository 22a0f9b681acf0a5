import { checkCedula } from '../claim/cedula';
import { truncateAndFold } from './normalise-text';
import type { OneTimeCode } from '../recovery/one-time-code';
import { checkRuc } from '../claim/ruc';
import { type NumberChain, scanNumbers } from './scan-numbers';

/**
 * Returns the code of `length` digits in a message such as "mi código es 123 456", truncated by `truncateAndFold`. Returns undefined when
 * there is none or more than one, so that the message does not count as an attempt.
 */
export function readCode(text: string, length: number): OneTimeCode | undefined {
  const { chains } = scanNumbers(truncateAndFold(text));
  const chainsLeft = chains.filter((chain) => !isCedulaOrRuc(joinRuns(chain)));
  const runs = chainsLeft.flatMap((chain) => chain.runs).filter((run) => run.length === length);
  const candidates = runs.length > 0 ? runs : chainsLeft.map(joinRuns).filter((digits) => digits.length === length);
  return candidates.length === 1 ? (candidates[0] as OneTimeCode) : undefined;
}

const joinRuns = ({ runs }: NumberChain): string => runs.join('');

/** "171003-4065" contains six digits in a row, but it is a cédula and no code. */
const isCedulaOrRuc = (digits: string): boolean =>
  checkCedula(digits).kind === 'accept' || checkRuc(digits).kind === 'accept';
