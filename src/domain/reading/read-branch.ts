import { type Branch, type BranchFormFault, parseBranch } from '../claim/branch';
import { type ParseFailure, type ParseResult, parseFailure } from '../claim/parse-result';
import { stripDiacritics } from './normalise-text';
import { readBranchWords } from './read-branch-words';
import { type NumberChain, sinceLastCorrection } from './number-chains';
import type { ScannedMessage } from './scan-message';
import { holdTelephone } from './telephones';
import { QUESTION_WORDS } from './words/branch-words';
import { suggestDigits } from './suggest-number';

/**
 * `several-branches`: a list of branches; the suggestion is the first. `only-one`: the person has one place of business. `guess`: a number
 * in a sentence that may say something else. `is-ruc`, `is-cedula`, `telephone`: a number of another kind.
 */
type BranchFault =
  | BranchFormFault
  | 'nothing-found'
  | 'several-found'
  | 'several-branches'
  | 'only-one'
  | 'guess'
  | 'is-ruc'
  | 'is-cedula'
  | 'telephone';

export type BranchParseResult = ParseResult<Branch, BranchFault>;

/** Parses the answer to the branch question: the labelled number, or else the only short one. */
export function readAskedBranch(message: ScannedMessage): BranchParseResult {
  if (QUESTION_WORDS.test(message.text.toLowerCase())) return parseFailure('nothing-found');
  const labelled = runsOf(message.rest, 'branch');
  if (labelled.length > 0) return readLabelledNumbers(labelled, message);
  const runs = runsOf(message.rest, undefined);
  const short = runs.filter((run) => run.length <= 4);
  if (short.length > 0) return readShortNumbers(short, message);
  if (holdTelephone(message.chains)) return parseFailure('telephone');
  if (runs.length > 0) return readSingleBranch(runs);
  if (message.chains.some(({ label }) => label === undefined)) return parseFailure('length');
  return readBranchWords(stripDiacritics(message.text)) ?? explainMixed(message.mixedWords);
}

/** "¿es la sucursal 2?", "branch 2, right?". A question elsewhere in the message does not count. */
const ASKED_NUMBER = /\d,?(?:\s+\p{L}+)?\s*\?/u;
/** "sucursal 2 o 3". */
const ALTERNATIVES = /\d\s*,?\s(?:o|u|or)\s+(?:la |el |the )?\d/iu;

/** Takes the number after the word for a branch. A number that the person asks about is only offered. */
function readLabelledNumbers(runs: readonly string[], { text }: ScannedMessage): BranchParseResult {
  if (ALTERNATIVES.test(text)) return parseFailure('several-found');
  const result = readSingleBranch(runs);
  return result.kind !== 'refuse' && ASKED_NUMBER.test(text) ? parseFailure('guess', result.value) : result;
}

/** Takes the only number. In a sentence it is only offered, unless it has the zeros of a branch. */
function readShortNumbers(runs: readonly string[], message: ScannedMessage): BranchParseResult {
  const result = readSingleBranch(runs);
  const isClear = (message.style === 'bare' || runs.every((run) => run.startsWith('0'))) && !message.text.includes('?');
  if (result.kind === 'refuse') return result.fault === 'several-found' ? explainSeveral(runs, message) : result;
  return isClear ? result : parseFailure('guess', value(result));
}

const value = (result: BranchParseResult): string | undefined => (result.kind === 'refuse' ? undefined : result.value);

/** A list of branches begins with the first one. "1 o 2" is no list, and "1 2" may be one number. */
function explainSeveral(runs: readonly string[], { rest, style, text }: ScannedMessage): ParseFailure<BranchFault> {
  const isList = style === 'bare' && !/\b(?:o|or)\b/i.test(text) && rest.every((chain) => chain.runs.length === 1);
  const [first] = runs.map((run) => value(readSingleBranch([run])));
  return isList && first !== undefined ? parseFailure('several-branches', first) : parseFailure('several-found');
}

export function readSingleBranch(runs: readonly string[]): BranchParseResult {
  const [run] = runs;
  if (run === undefined) return parseFailure('nothing-found');
  if (runs.length > 1) return parseFailure('several-found');
  const branch = parseBranch(run);
  return branch.ok ? { kind: 'accept', value: branch.value } : parseFailure(branch.reason);
}

/** Returns the numbers with this label that were not taken back. */
const runsOf = (chains: readonly NumberChain[], label: NumberChain['label']): readonly string[] =>
  branchNumbers(chains.filter((chain) => chain.label === label));

/** Returns the numbers that were not taken back, each once, but all numbers of a chain, which may be one longer number. */
export function branchNumbers(chains: readonly NumberChain[]): readonly string[] {
  const standing = sinceLastCorrection(chains, (chain) => chain).map(joinDigits);
  const seen = new Set<string>();
  return standing.flatMap((runs) => (runs.length === 1 ? runs.filter((run) => isNew(run, seen)) : runs));
}

function isNew(run: string, seen: Set<string>): boolean {
  const branch = run.padStart(4, '0');
  return !seen.has(branch) && seen.add(branch).has(branch);
}

/** Joins "0 0 0 1", which is one number. */
const joinDigits = ({ runs }: NumberChain): readonly string[] =>
  runs[0] === '0' && runs.length <= 4 && runs.every((run) => run.length === 1) ? [runs.join('')] : runs;

function explainMixed([word]: readonly string[]): ParseFailure<BranchFault> {
  return word === undefined ? parseFailure('nothing-found') : parseFailure('letters', ifPlausible(suggestDigits(word)));
}

function ifPlausible(digits: string): string | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? branch.value : undefined;
}
