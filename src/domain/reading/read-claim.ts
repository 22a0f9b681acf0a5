import type { ClaimField } from './field-labels';
import { scanMessage, type FoundNumber, type ScannedMessage } from './assign-numbers';
import { truncateAndFold } from './normalise-text';
import { readAskedBranch, readSingleBranch, type BranchParseResult } from './read-branch';
import { parseCedulaDocument, readAskedCedula, type DocumentParseResult } from './read-document';
import { readAskedForeignerCode } from './read-foreigner-code';
import { readAskedRuc, type RucParseResult } from './read-ruc';
import { parseFailure } from '../claim/parse-result';
import { checkRuc } from '../claim/ruc';

export type { ClaimField as Field };

export interface ClaimReadContext {
  readonly askedField: ClaimField;
  readonly documentKind: 'cedula' | 'foreigner';
  /** See `parseForeignerCode`. */
  readonly foreignerPattern: RegExp;
}

/** What a message says. The asked field is always there; another one only when it is clear and not refused. */
export interface ClaimParseResults {
  readonly document?: DocumentParseResult;
  readonly ruc?: RucParseResult;
  readonly branch?: BranchParseResult;
}

/**
 * Reads whatever a message says about the three fields. Never throws; looks at the first 1,000 characters and takes linear
 * time. No digit is changed: what may have been meant is a suggestion in the refusal.
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

const readCedulaAnswer = (message: ScannedMessage): ClaimParseResults => addEmployer(message, readAskedCedula(message));

function readForeignerCodeAnswer(text: string, pattern: RegExp): ClaimParseResults {
  const { document, rest } = readAskedForeignerCode(text, pattern);
  const message = scanMessage(rest, 'ruc');
  const isRuc = document.kind === 'refuse' && document.fault === 'shape' && message.ruc.kind === 'found';
  return addEmployer(message, isRuc ? parseFailure('is-ruc') : document);
}

/** A RUC typed at the first question is taken as the RUC; the question is asked again. */
function addEmployer(message: ScannedMessage, document: DocumentParseResult): ClaimParseResults {
  const isAnswer = document.kind !== 'refuse' || document.fault === 'is-ruc';
  const beside = isAnswer ? 'fitting' : 'labelled';
  return { document, ruc: readUnaskedRuc(message, beside), branch: readUnaskedBranch(message, beside) };
}

function readRucAnswer(message: ScannedMessage, context: ClaimReadContext): ClaimParseResults {
  const ruc = readAskedRuc(message);
  const beside = ruc.kind === 'refuse' ? 'labelled' : 'fitting';
  return { ruc, document: readDocumentBeside(message, context, beside), branch: readUnaskedBranch(message, beside) };
}

/** Ten or thirteen digits are no branch; at this point they set an earlier answer right, and the summary shows it. */
function readBranchAnswer(message: ScannedMessage, context: ClaimReadContext): ClaimParseResults {
  const ruc = readUnaskedRuc(message, 'fitting');
  return { branch: readAskedBranch(message), document: readDocumentBeside(message, context, 'fitting'), ruc };
}

/** Whoever has no cédula is not given one by ten digits in another answer. */
const readDocumentBeside = (
  message: ScannedMessage,
  { documentKind }: ClaimReadContext,
  beside: UnaskedFieldRule,
): DocumentParseResult | undefined => (documentKind === 'cedula' ? readUnaskedDocument(message, beside) : undefined);

/** What counts beside the asked field: once that was answered any number that fits, before that labelled ones alone. */
type UnaskedFieldRule = 'fitting' | 'labelled';

/** A cédula in the answer to another question. */
function readUnaskedDocument({ document }: ScannedMessage, beside: UnaskedFieldRule): DocumentParseResult | undefined {
  const digits = digitsBeside(document, beside);
  return digits === undefined ? undefined : unlessRefused(parseCedulaDocument(digits));
}

/** A RUC in the answer to another question. */
function readUnaskedRuc({ ruc }: ScannedMessage, beside: UnaskedFieldRule): RucParseResult | undefined {
  const digits = digitsBeside(ruc, beside);
  return digits === undefined ? undefined : unlessRefused(checkRuc(digits));
}

/** A branch in the answer to another question: labelled, or left over of a list of nothing but numbers with a RUC in it. */
function readUnaskedBranch(
  { ruc, rest, style }: ScannedMessage,
  beside: UnaskedFieldRule,
): BranchParseResult | undefined {
  const isList = beside === 'fitting' && style === 'bare' && ruc.kind === 'found';
  const labelled = rest.filter(({ label }) => label === 'branch');
  const chains = labelled.length === 0 && isList ? rest : labelled;
  return unlessRefused(readSingleBranch(chains.flatMap(({ runs }) => runs)));
}

const digitsBeside = (found: FoundNumber, beside: UnaskedFieldRule): string | undefined =>
  found.kind === 'found' && (beside === 'fitting' || found.source === 'labelled') ? found.digits : undefined;

const unlessRefused = <R extends { readonly kind: string }>(reading: R): R | undefined =>
  reading.kind === 'refuse' ? undefined : reading;
