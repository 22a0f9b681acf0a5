import type { Cedula } from '../claim/cedula';
import { documentNumber } from '../claim/identity-document';
import { type ParseResult, parseFailure } from '../claim/parse-result';
import { checkRuc } from '../claim/ruc';
import type { FoundNumber } from './assign-numbers';
import type { ClaimField } from './field-labels';
import { truncateAndFold } from './normalise-text';
import { suffixOfOwnCedula } from './own-cedula';
import { branchNumbers, type BranchParseResult, readAskedBranch, readSingleBranch } from './read-branch';
import { type DocumentParseResult, parseCedulaDocument, readAskedCedula } from './read-document';
import { readAskedForeignerCode } from './read-foreigner-code';
import { readAskedRuc, type RucParseResult } from './read-ruc';
import { type ScannedMessage, scanMessage } from './scan-message';

export interface ClaimReadContext {
  readonly askedField: ClaimField;
  readonly documentKind: 'cedula' | 'foreigner';
  /** The pattern of `parseForeignerCode`. */
  readonly foreignerPattern: RegExp;
  /** The cédula that was given before. An answer may name it: "mi cédula con 001". */
  readonly cedula?: Cedula | undefined;
}

/** The fields found in a message. The asked field is always present; another one only when it is unambiguous and not refused. */
export interface ClaimParseResults {
  readonly document?: DocumentParseResult | undefined;
  readonly ruc?: RucParseResult | undefined;
  readonly branch?: BranchParseResult | undefined;
}

/**
 * Parses the three fields of a claim from one message, truncated by `truncateAndFold`. Never throws, and runs in linear time. Never
 * changes a digit: a number that the person may have meant is a suggestion in the refusal.
 */
export function readClaim(text: string, context: ClaimReadContext): ClaimParseResults {
  const readable = truncateAndFold(text);
  switch (context.askedField) {
    case 'document':
      return context.documentKind === 'cedula'
        ? readCedulaAnswer(scanMessage(readable, 'document'))
        : readForeignerCodeAnswer(readable, context.foreignerPattern);
    case 'ruc':
      return readRucAnswer(scanMessage(readable, 'ruc'), context);
    case 'branch':
      return readBranchAnswer(scanMessage(readable, 'branch'), context);
  }
}

function readCedulaAnswer(message: ScannedMessage): ClaimParseResults {
  const document = readAskedCedula(message);
  return message.certainty === 'guess' ? { document: offerDocument(document) } : addEmployer(message, document);
}

function readForeignerCodeAnswer(text: string, pattern: RegExp): ClaimParseResults {
  const { document, rest } = readAskedForeignerCode(text, pattern);
  const message = scanMessage(rest, 'ruc');
  if (message.certainty === 'guess') return { document: offerDocument(document) };
  const isRuc = document.kind === 'refuse' && document.fault === 'shape' && message.ruc.kind === 'found';
  return addEmployer(message, isRuc ? parseFailure('is-ruc') : document);
}

/** Adds RUC and branch. A RUC typed at the question for the document counts as the RUC, and the question is asked again. */
function addEmployer(message: ScannedMessage, document: DocumentParseResult): ClaimParseResults {
  const isAnswer = document.kind !== 'refuse' || document.fault === 'is-ruc';
  const rule = isAnswer ? 'fitting' : 'labelled';
  return { document, ruc: readUnaskedRuc(message, rule), branch: readUnaskedBranch(message, rule) };
}

function readRucAnswer(message: ScannedMessage, context: ClaimReadContext): ClaimParseResults {
  const ruc = readOwnRuc(message, context) ?? readAskedRuc(message);
  if (message.certainty === 'guess') return { ruc: offer(ruc, (value) => value) };
  const rule = ruc.kind === 'refuse' ? 'labelled' : 'fitting';
  return { ruc, document: readUnaskedDocument(message, context, rule), branch: readUnaskedBranch(message, rule) };
}

/** Reads an answer such as "mi cédula con 001", when the cédula is known and the message has no RUC. */
function readOwnRuc({ document, ruc, text }: ScannedMessage, { cedula }: ClaimReadContext): RucParseResult | undefined {
  if (cedula === undefined || document.kind !== 'missing' || ruc.kind !== 'missing') return undefined;
  const suffix = suffixOfOwnCedula(text);
  if (suffix === undefined) return undefined;
  return suffix === '000' ? parseFailure('domestic') : parseFailure('own-cedula', `${cedula}${suffix}`);
}

/** Ten or thirteen digits are no branch. Here they correct an earlier answer, and the summary shows it. */
function readBranchAnswer(message: ScannedMessage, context: ClaimReadContext): ClaimParseResults {
  const branch = readAskedBranch(message);
  if (message.certainty === 'guess') return { branch: offer(branch, (value) => value) };
  const document = readUnaskedDocument(message, context, 'fitting');
  const ruc = readUnaskedRuc(message, 'fitting');
  return { branch: explainOtherNumber(branch, { document, ruc }), document, ruc };
}

/** A RUC or cédula in place of the branch is named as such, since it is noted again. */
function explainOtherNumber(
  branch: BranchParseResult,
  { document, ruc }: Pick<ClaimParseResults, 'document' | 'ruc'>,
): BranchParseResult {
  const isOther = branch.kind === 'refuse' && (branch.fault === 'length' || branch.fault === 'nothing-found');
  if (!isOther) return branch;
  if (ruc !== undefined) return parseFailure('is-ruc');
  return document === undefined ? branch : parseFailure('is-cedula');
}

const offerDocument = (document: DocumentParseResult): DocumentParseResult => offer(document, documentNumber);

/** Offers a value that was read from words or from a text with odd signs. */
const offer = <T, F extends string>(
  result: ParseResult<T, F, string>,
  format: (value: T) => string,
): ParseResult<T, F | 'guess'> => (result.kind === 'refuse' ? result : parseFailure('guess', format(result.value)));

/** Ignores ten digits in another answer when the person has said that they have no cédula. */
const readUnaskedDocument = (
  message: ScannedMessage,
  { documentKind }: ClaimReadContext,
  rule: UnaskedFieldRule,
): DocumentParseResult | undefined => (documentKind === 'cedula' ? readUnaskedCedula(message, rule) : undefined);

/** Which numbers count besides the asked field: any that fits once that field was answered, only labelled ones before. */
type UnaskedFieldRule = 'fitting' | 'labelled';

/** Returns a cédula in the answer to another question. */
function readUnaskedCedula({ document }: ScannedMessage, rule: UnaskedFieldRule): DocumentParseResult | undefined {
  const digits = acceptedDigits(document, rule);
  return digits === undefined ? undefined : unlessRefused(parseCedulaDocument(digits));
}

/** Returns a RUC in the answer to another question. */
function readUnaskedRuc({ ruc }: ScannedMessage, rule: UnaskedFieldRule): RucParseResult | undefined {
  const digits = acceptedDigits(ruc, rule);
  return digits === undefined ? undefined : unlessRefused(checkRuc(digits));
}

/** Returns a branch in the answer to another question: labelled, or the number left over in a list of numbers with a RUC. */
function readUnaskedBranch(
  { ruc, rest, style }: ScannedMessage,
  rule: UnaskedFieldRule,
): BranchParseResult | undefined {
  const isList = rule === 'fitting' && style === 'bare' && ruc.kind === 'found';
  const labelled = rest.filter(({ label }) => label === 'branch');
  const chains = labelled.length === 0 && isList ? rest.filter(({ label }) => label === undefined) : labelled;
  return unlessRefused(readSingleBranch(branchNumbers(chains)));
}

const acceptedDigits = (found: FoundNumber, rule: UnaskedFieldRule): string | undefined =>
  found.kind === 'found' && found.corrected === undefined && (rule === 'fitting' || found.source === 'labelled')
    ? found.digits
    : undefined;

const unlessRefused = <R extends { readonly kind: string }>(result: R): R | undefined =>
  result.kind === 'refuse' ? undefined : result;
