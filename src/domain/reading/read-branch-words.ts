import { type Branch, MAIN_BRANCH, parseBranch } from '../claim/branch';
import { type ParseResult, parseFailure } from '../claim/parse-result';
import { type NumberScan, scanNumbers } from './scan-numbers';
import { writeSpokenNumbers } from './spoken-numbers';
import { dropOtherNumbers } from './other-numbers';
import { BEFORE_BRANCH, DENIED_BRANCH, MAIN_BRANCH_WORDS, ORDINAL_BRANCH, SINGLE_BRANCH } from './words/branch-words';
import { ORDINAL_WORDS } from './words/number-words';

type WordsParseResult = ParseResult<Branch, 'only-one' | 'guess'>;

const NUMBER_AFTER_WORD = new RegExp(`\\b${BEFORE_BRANCH} (\\d{1,4})\\b`);

/** A longer message says more than one thing. */
const MAX_WORDS = 15;

/**
 * Reads a branch from words: "la dos" is taken; "la segunda" and "solo tengo una oficina" are offered. Returns `undefined` for all other
 * texts. @param typed in lower case without accents, without a number in digits
 */
export function readBranchWords(typed: string): WordsParseResult | undefined {
  const text = DENIED_BRANCH.reduce((rest, pattern) => rest.replace(pattern, ' '), typed);
  if (text.split(/\s+/).length > MAX_WORDS) return undefined;
  if (matches(SINGLE_BRANCH, text)) return parseFailure('only-one', MAIN_BRANCH);
  const ordinal = ORDINAL_BRANCH.map((pattern) => pattern.exec(text)?.[1]).find((word) => word !== undefined);
  if (ordinal !== undefined) return parseFailure('guess', branchOf(ORDINAL_WORDS.get(ordinal) ?? ''));
  if (matches(MAIN_BRANCH_WORDS, text)) return parseFailure('guess', MAIN_BRANCH);
  return readNumberWords(dropOtherNumbers(writeSpokenNumbers(text, 'groups', 1)));
}

const matches = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));

/**
 * Takes a number that stands alone or after the word for a branch: "la sucursal tres". In another sentence, a number after a word such as
 * "la" is only offered.
 */
function readNumberWords(text: string): WordsParseResult | undefined {
  const scan = scanNumbers(text, { joints: 'tight', spoken: 'single' });
  const [run, another] = scan.chains.flatMap((chain) => chain.runs);
  if (run === undefined || another !== undefined) return undefined;
  if (isClear(scan, text)) return acceptBranch(run);
  const [, number] = NUMBER_AFTER_WORD.exec(text) ?? [];
  const branch = number === undefined ? undefined : branchOf(number);
  return branch && parseFailure('guess', branch);
}

const isClear = ({ chains, style }: NumberScan, text: string): boolean =>
  style === 'bare' || (chains[0]?.label === 'branch' && !text.includes('?'));

function acceptBranch(digits: string): WordsParseResult | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? { kind: 'accept', value: branch.value } : undefined;
}

function branchOf(digits: string): Branch | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? branch.value : undefined;
}
