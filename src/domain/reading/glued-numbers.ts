import { parseBranch } from '../claim/branch';
import { checkCedula } from '../claim/cedula';
import { checkRuc } from '../claim/ruc';

/** Divides a number that is a RUC and a branch, or a cédula, a RUC and perhaps a branch, typed without a space. Use it for suggestions only. */
export function splitGluedNumber(digits: string): string | undefined {
  return divide(digits) ?? divideAfterCedula(digits);
}

function divideAfterCedula(digits: string): string | undefined {
  const cedula = digits.slice(0, 10);
  const rest = digits.slice(10);
  if (checkCedula(cedula).kind !== 'accept') return undefined;
  const employer = isRuc(rest) ? rest : divide(rest);
  return employer === undefined ? undefined : `${cedula} ${employer}`;
}

/** The branch has all its zeros, so that a RUC with a digit too many is not divided. */
function divide(digits: string): string | undefined {
  const ruc = digits.slice(0, 13);
  const branch = digits.slice(13);
  return branch.length === 4 && isRuc(ruc) && parseBranch(branch).ok ? `${ruc} ${branch}` : undefined;
}

const isRuc = (digits: string): boolean => digits.length === 13 && checkRuc(digits).kind !== 'refuse';
