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
/** `EXT` (*extranjero*) with its number, also without the hyphen: "EXT 204518", "ext.204518", "EXT204518". */
const EXT_CODE = /(?<![\p{L}\d])ext([\s.:_-]{0,3})(\d{4,})(?!\d)/iu;

/** Parses the answer to the question for the foreigner's code. @param text folded by `truncateAndFold` */
export function readAskedForeignerCode(text: string, pattern: RegExp): ForeignerCodeAnswer {
  if (mentionsPassport(text)) return { document: parseFailure('passport'), rest: text };
  const candidates = findCandidates(text, pattern);
  const suggestion = suggestDocument(text, candidates, pattern);
  if (suggestion !== undefined) return { document: suggestion, rest: '' };
  const [candidate] = candidates;
  if (candidate === undefined)
    return { document: parseFailure(/\d/.test(text) ? 'shape' : 'nothing-found'), rest: text };
  if (candidates.some(({ code }) => code !== candidate.code))
    return { document: parseFailure('several-found'), rest: text };

  const { at, code, length } = candidate;
  // The comma prevents that the digits before and after the code are joined into one number.
  return {
    document: { kind: 'accept', value: { kind: 'foreigner', code } },
    rest: `${text.slice(0, at)}, ${text.slice(at + length)}`,
  };
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

/** Suggests a cédula in place of the code, or the code with the hyphen that was left out. */
function suggestDocument(
  text: string,
  candidates: readonly Candidate[],
  pattern: RegExp,
): DocumentParseResult | undefined {
  const ext = joinExtCode(text, pattern);
  if (ext?.isParted) return parseFailure('guess', ext.code);
  if (candidates.some(({ code }) => /[^\d-]/.test(code))) return undefined;
  const { document } = scanMessage(text, 'document');
  return document.kind === 'found' && checkCedula(document.digits).kind === 'accept'
    ? parseFailure('is-cedula', document.digits)
    : undefined;
}

/** `isParted`: signs other than a hyphen stand between letters and digits. */
function joinExtCode(text: string, pattern: RegExp): { code: ForeignerCode; isParted: boolean } | undefined {
  const [, gap = '', digits] = EXT_CODE.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const code = parseForeignerCode(`EXT-${digits}`, pattern);
  return code.ok ? { code: code.value, isParted: /[^-]/.test(gap) } : undefined;
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
