import { type Branch, type BranchFormFault, parseBranch } from '../claim/branch';
import type { ScannedMessage } from './assign-numbers';
import { suggestDigits } from './suggest-number';
import { type ParseResult, parseFailure } from '../claim/parse-result';
import type { NumberChain } from './scan-numbers';

type BranchFault = BranchFormFault | 'nothing-found' | 'several-found';

export type BranchParseResult = ParseResult<Branch, BranchFault>;

/** Parses the answer to the branch question: the labelled number, or else the only short one. */
export function readAskedBranch({ chains, rest, mixedWords }: ScannedMessage): BranchParseResult {
  const unlabelled = runsOf(rest, undefined);
  const short = unlabelled.filter((run) => run.length <= 4);
  const runs = [runsOf(rest, 'branch'), short, unlabelled].find((some) => some.length > 0);
  if (runs !== undefined) return readSingleBranch(runs);
  if (chains.some(({ label }) => label === undefined)) return parseFailure('length');
  const [word] = mixedWords;
  return word === undefined ? parseFailure('nothing-found') : parseFailure('letters', ifPlausible(suggestDigits(word)));
}

export function readSingleBranch(runs: readonly string[]): BranchParseResult {
  const [run] = runs;
  if (run === undefined) return parseFailure('nothing-found');
  if (runs.length > 1) return parseFailure('several-found');
  const branch = parseBranch(run);
  return branch.ok ? { kind: 'accept', value: branch.value } : parseFailure(branch.reason);
}

const runsOf = (chains: readonly NumberChain[], label: NumberChain['label']): readonly string[] =>
  chains.flatMap((chain) => (chain.label === label ? chain.runs : []));

function ifPlausible(digits: string): string | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? branch.value : undefined;
}
