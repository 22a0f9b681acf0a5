import { type Branch, type BranchFormFault, parseBranch } from '../branch';
import type { Message } from './message';
import { digitsMeant } from './mistyped-number';
import { type Reading, refuse } from '../reading-outcome';
import type { Chain } from './scan-numbers';

type BranchFault = BranchFormFault | 'nothing-found' | 'several-found';

export type BranchReading = Reading<Branch, BranchFault>;

/** The answer to the branch question: the labelled number, or else the only short one. */
export function readAskedBranch({ chains, rest, mixed }: Message): BranchReading {
  const unlabelled = runsOf(rest, undefined);
  const short = unlabelled.filter((run) => run.length <= 4);
  const runs = [runsOf(rest, 'branch'), short, unlabelled].find((some) => some.length > 0);
  if (runs !== undefined) return readOnlyBranch(runs);
  if (chains.some(({ label }) => label === undefined)) return refuse('length');
  const [word] = mixed;
  return word === undefined ? refuse('nothing-found') : refuse('letters', plausible(digitsMeant(word)));
}

export function readOnlyBranch(runs: readonly string[]): BranchReading {
  const [run] = runs;
  if (run === undefined) return refuse('nothing-found');
  if (runs.length > 1) return refuse('several-found');
  const branch = parseBranch(run);
  return branch.ok ? { kind: 'accept', value: branch.value } : refuse(branch.reason);
}

const runsOf = (chains: readonly Chain[], label: Chain['label']): readonly string[] =>
  chains.flatMap((chain) => (chain.label === label ? chain.runs : []));

function plausible(digits: string): string | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? branch.value : undefined;
}
