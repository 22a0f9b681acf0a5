import { checkCedula } from '../claim/cedula';
import { truncateAndFold } from './normalise-text';
import type { OneTimeCode } from '../recovery/one-time-code';
import { checkRuc } from '../claim/ruc';
import { type NumberChain, scanNumbers } from './scan-numbers';

/**
 * The one code of `length` digits in a message, "mi código es 123 456"; nothing when there is none or more than one: what is
 * no code is no attempt. Looks at the first 1,000 characters.
 */
export function readCode(text: string, length: number): OneTimeCode | undefined {
  const { chains } = scanNumbers(truncateAndFold(text));
  const chainsLeft = chains.filter((chain) => !isCedulaOrRuc(joinRuns(chain)));
  const runs = chainsLeft.flatMap((chain) => chain.runs).filter((run) => run.length === length);
  const candidates = runs.length > 0 ? runs : chainsLeft.map(joinRuns).filter((digits) => digits.length === length);
  return candidates.length === 1 ? (candidates[0] as OneTimeCode) : undefined;
}

const joinRuns = ({ runs }: NumberChain): string => runs.join('');

/** "171003-4065" holds six digits in a row and is no code. */
const isCedulaOrRuc = (digits: string): boolean =>
  checkCedula(digits).kind === 'accept' || checkRuc(digits).kind === 'accept';
