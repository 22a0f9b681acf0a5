import type { ScannedMessage } from './message';
import { readSingleBranch, type BranchParseResult } from './read-branch';
import { type DocumentParseResult, parseCedulaDocument } from './read-document';
import type { RucParseResult } from './read-ruc';
import { checkRuc } from '../claim/ruc';
import type { FoundNumber } from './assign-numbers';

/** What counts beside the asked field: once that was answered any number that fits, before that labelled ones alone. */
export type UnaskedFieldRule = 'fitting' | 'labelled';

/** A cédula in the answer to another question. */
export function readUnaskedDocument(
  { document }: ScannedMessage,
  beside: UnaskedFieldRule,
): DocumentParseResult | undefined {
  const digits = clearDigits(document, beside);
  return digits === undefined ? undefined : unlessRefused(parseCedulaDocument(digits));
}

/** A RUC in the answer to another question. */
export function readUnaskedRuc({ ruc }: ScannedMessage, beside: UnaskedFieldRule): RucParseResult | undefined {
  const digits = clearDigits(ruc, beside);
  return digits === undefined ? undefined : unlessRefused(checkRuc(digits));
}

/** A branch in the answer to another question: labelled, or left over of a list of nothing but numbers with a RUC in it. */
export function readUnaskedBranch(
  { ruc, rest, style }: ScannedMessage,
  beside: UnaskedFieldRule,
): BranchParseResult | undefined {
  const isList = beside === 'fitting' && style === 'bare' && ruc.kind === 'found';
  const labelled = rest.filter(({ label }) => label === 'branch');
  const chains = labelled.length === 0 && isList ? rest : labelled;
  return unlessRefused(readSingleBranch(chains.flatMap(({ runs }) => runs)));
}

const clearDigits = (found: FoundNumber, beside: UnaskedFieldRule): string | undefined =>
  found.kind === 'found' && (beside === 'fitting' || found.source === 'labelled') ? found.digits : undefined;

const unlessRefused = <R extends { readonly kind: string }>(reading: R): R | undefined =>
  reading.kind === 'refuse' ? undefined : reading;
