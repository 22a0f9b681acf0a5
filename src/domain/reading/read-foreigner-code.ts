import { wordRole } from './field-labels';
import { parseForeignerCode } from '../claim/foreigner-code';
import { stripDiacritics } from './normalise-text';
import { type DocumentParseResult, mentionsPassport } from './read-document';
import { parseFailure } from '../claim/parse-result';
import { looksLikeRuc } from '../claim/ruc';

/** The code, and the message without it, because the digits of the code are neither a RUC nor a branch. */
export interface ForeignerCodeAnswer {
  readonly document: DocumentParseResult;
  readonly rest: string;
}

interface Candidate {
  readonly document: DocumentParseResult;
  readonly at: number;
  readonly length: number;
}

const WORD = /[^\s,;:/|()[\]"'«»“”¿?¡!#]+/gu;
/** "RUC-1790010937-001", "suc0002". */
const LABELLED_NUMBER = /^(\p{L}+)[\d-]+$/u;

/** Parses the answer to the question for the foreigner's code. @param text folded by `truncateAndFold` */
export function readAskedForeignerCode(text: string, pattern: RegExp): ForeignerCodeAnswer {
  if (mentionsPassport(text)) return { document: parseFailure('passport'), rest: text };
  const whole = findCandidate(text, 0, pattern);
  const found = whole.length > 0 ? whole : splitWords(text).flatMap(([word, at]) => findCandidate(word, at, pattern));
  const [candidate] = found;
  if (found.length > 1) return { document: parseFailure('several-found'), rest: text };
  if (candidate === undefined)
    return { document: parseFailure(/\d/.test(text) ? 'shape' : 'nothing-found'), rest: text };

  const { document, at, length } = candidate;
  // The comma prevents that the digits before and after the code are joined into one number.
  return { document, rest: `${text.slice(0, at)}, ${text.slice(at + length)}` };
}

function splitWords(text: string): readonly (readonly [string, number])[] {
  return Array.from(text.matchAll(WORD)).map((match) => [match[0].replace(/\.$/, ''), match.index]);
}

function findCandidate(word: string, at: number, pattern: RegExp): readonly Candidate[] {
  const code = parseForeignerCode(word, pattern);
  if (!code.ok || isOtherField(word)) return [];
  return [{ document: { kind: 'accept', value: { kind: 'foreigner', code: code.value } }, at, length: word.length }];
}

function isOtherField(word: string): boolean {
  const [, name = ''] = LABELLED_NUMBER.exec(stripDiacritics(word)) ?? [];
  const role = wordRole(name);
  return (role.kind === 'label' && role.field !== 'document') || looksLikeRuc(word.trim().replaceAll('-', ''));
}
