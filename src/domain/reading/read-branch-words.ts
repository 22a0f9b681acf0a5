import { type Branch, MAIN_BRANCH, parseBranch } from '../claim/branch';
import { type ParseResult, parseFailure } from '../claim/parse-result';
import { scanNumbers } from './scan-numbers';
import { writeSpokenNumbers } from './spoken-numbers';
import { dropOtherNumbers } from './other-numbers';
import { BEFORE_BRANCH, MAIN_BRANCH_WORDS, ORDINAL_BRANCH, SINGLE_BRANCH } from './words/branch-words';
import { ORDINAL_WORDS } from './words/number-words';

type WordsParseResult = ParseResult<Branch, 'only-one' | 'guess'>;

const NUMBER_AFTER_WORD = new RegExp(`\\b${BEFORE_BRANCH} (\\d{1,4})\\b`);

/** A longer message says more than one thing. */
const MAX_WORDS = 15;

/**
 * Reads a branch from words: "la dos" is taken; "la segunda" and "solo tengo una oficina" are offered. Returns `undefined` for all other
 * texts. @param text in lower case without accents, without a number in digits
 */
export function readBranchWords(text: string): WordsParseResult | undefined {
  if (text.split(/\s+/).length > MAX_WORDS) return undefined;
  if (matches(SINGLE_BRANCH, text)) return parseFailure('only-one', MAIN_BRANCH);
  const ordinal = ORDINAL_BRANCH.map((pattern) => pattern.exec(text)?.[1]).find((word) => word !== undefined);
  if (ordinal !== undefined) return parseFailure('guess', branchOf(ORDINAL_WORDS.get(ordinal) ?? ''));
  if (matches(MAIN_BRANCH_WORDS, text)) return parseFailure('guess', MAIN_BRANCH);
  return readNumberWords(dropOtherNumbers(writeSpokenNumbers(text, 'groups', 1)));
}

const matches = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));

/** Takes a number that stands alone. In a sentence, only a number after a word such as "la" is offered. */
function readNumberWords(text: string): WordsParseResult | undefined {
  const { chains, style } = scanNumbers(text, { joints: 'tight', spoken: 'single' });
  const runs = chains.flatMap((chain) => chain.runs);
  if (runs.length === 1 && style === 'bare') return acceptBranch(runs[0] ?? '');
  const [, number] = NUMBER_AFTER_WORD.exec(text) ?? [];
  const branch = number === undefined || runs.length > 1 ? undefined : branchOf(number);
  return branch && parseFailure('guess', branch);
}

function acceptBranch(digits: string): WordsParseResult | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? { kind: 'accept', value: branch.value } : undefined;
}

function branchOf(digits: string): Branch | undefined {
  const branch = parseBranch(digits);
  return branch.ok ? branch.value : undefined;
}
