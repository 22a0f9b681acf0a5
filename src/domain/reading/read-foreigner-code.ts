import { checkCedula } from '../claim/cedula';
import { type ForeignerCode, parseForeignerCode } from '../claim/foreigner-code';
import { parseFailure } from '../claim/parse-result';
import { looksLikeRuc } from '../claim/ruc';
import { wordRole } from './field-labels';
import { stripDiacritics, truncateAndFold } from './normalise-text';
import { type DocumentParseResult, mentionsPassport } from './read-document';
import { scanMessage } from './scan-message';

/** The code, and the message without it, because the digits of the code are neither a RUC nor a branch. */
export interface ForeignerCodeAnswer {
  readonly document: DocumentParseResult;
  readonly rest: string;
}

interface Candidate {
  readonly code: ForeignerCode;
  readonly at: number;
  readonly length: number;
}

const WORD = /[^\s,;:/|()[\]"'«»“”¿?¡!#]+/gu;
/** "RUC-1790010937-001", "suc0002". */
const LABELLED_NUMBER = /^(\p{L}+)[\d-]+$/u;
const MOBILE_NUMBER = /^(?:\+?593|0)9\d{8}$/;
/** `EXT` (*extranjero*) with its number, also without the hyphen or with its name: "EXT 204518", "EXT204518", "EXT guion 204518". */
const EXT_CODE = /(?<![\p{L}\d])ext([\s.:_-]{0,3}|\s+(?:gui[oó]n|hyphen|dash)\s+)(\d{4,})(?!\d)/iu;

/** Parses the answer to the question for the foreigner's code. @param text folded by `truncateAndFold` */
export function readAskedForeignerCode(text: string, pattern: RegExp): ForeignerCodeAnswer {
  if (mentionsPassport(text)) return { document: parseFailure('passport'), rest: text };
  const candidates = findCandidates(text, pattern);
  const instead = readInstead(text, candidates, pattern);
  if (instead !== undefined) return instead;
  const [candidate] = candidates;
  if (candidate === undefined)
    return { document: parseFailure(/\d/.test(text) ? 'shape' : 'nothing-found'), rest: text };
  if (candidates.some(({ code }) => code !== candidate.code))
    return { document: parseFailure('several-found'), rest: text };

  const { at, code, length } = candidate;
  // The comma prevents that the digits before and after the code are joined into one number.
  return {
    document: judgeCode(code, pattern),
    rest: `${text.slice(0, at)}, ${text.slice(at + length)}`,
  };
}

/** Doubts `EXT204518`, because the codes that begin with EXT have a hyphen after it. Sent again, it is taken as it was typed. */
function judgeCode(code: ForeignerCode, pattern: RegExp): DocumentParseResult {
  const value = { kind: 'foreigner', code } as const;
  const hyphenated = joinExtCode(code, pattern)?.code;
  if (hyphenated === undefined || hyphenated === code) return { kind: 'accept', value };
  return { kind: 'confirm', value, doubt: 'hyphen', suggestion: hyphenated };
}

/**
 * Returns the foreigner's code in an answer to the question for the cédula, for a suggestion. A word with nine digits or more is a
 * mistyped cédula or RUC.
 */
export function suggestForeignerCode(text: string, pattern: RegExp): string | undefined {
  const readable = truncateAndFold(text);
  const isCode = (word: string): boolean => /\p{L}/u.test(word) && word.replace(/\D/g, '').length < 9;
  return (
    joinExtCode(readable, pattern)?.code ??
    readable.split(/[\s,;:/]+/).find((word) => isCode(word) && parseForeignerCode(word, pattern).ok)
  );
}

/** Returns the code that begins with EXT, with its hyphen, in a text that may be about something else. */
export const findExtCode = (text: string, pattern: RegExp): ForeignerCode | undefined =>
  joinExtCode(truncateAndFold(text), pattern)?.code;

/** Suggests a cédula in place of the code, or the code with the hyphen that was left out. */
function readInstead(text: string, candidates: readonly Candidate[], pattern: RegExp): ForeignerCodeAnswer | undefined {
  const ext = joinExtCode(text, pattern);
  if (ext?.isParted) return { document: parseFailure('guess', ext.code), rest: ext.rest };
  if (candidates.some(({ code }) => /[^\d-]/.test(code))) return undefined;
  const { document } = scanMessage(text, 'document');
  return document.kind === 'found' && checkCedula(document.digits).kind === 'accept'
    ? { document: parseFailure('is-cedula', document.digits), rest: text }
    : undefined;
}

interface ExtCode {
  readonly code: ForeignerCode;
  /** Signs other than a hyphen stand between letters and digits. */
  readonly isParted: boolean;
  /** The text without the code. */
  readonly rest: string;
}

function joinExtCode(text: string, pattern: RegExp): ExtCode | undefined {
  const match = EXT_CODE.exec(text);
  const [whole = '', gap = '', digits = ''] = match ?? [];
  const code = parseForeignerCode(`EXT-${digits}`, pattern);
  return match && code.ok
    ? { code: code.value, isParted: /[^-]/.test(gap), rest: text.replace(whole, ',') }
    : undefined;
}

function findCandidates(text: string, pattern: RegExp): readonly Candidate[] {
  const whole = findCandidate(text, 0, pattern);
  if (whole.length > 0) return whole;
  return Array.from(text.matchAll(WORD)).flatMap(({ 0: word, index }) =>
    findCandidate(word.replace(/\.$/, ''), index, pattern),
  );
}

function findCandidate(word: string, at: number, pattern: RegExp): readonly Candidate[] {
  const code = parseForeignerCode(word, pattern);
  return code.ok && !isOtherField(word) ? [{ code: code.value, at, length: word.length }] : [];
}

function isOtherField(word: string): boolean {
  const [, name = ''] = LABELLED_NUMBER.exec(stripDiacritics(word)) ?? [];
  const role = wordRole(name);
  const isLabelled = role.kind === 'label' && (role.field === 'ruc' || role.field === 'branch');
  return isLabelled || looksLikeRuc(word.trim().replaceAll('-', '')) || MOBILE_NUMBER.test(word);
}
