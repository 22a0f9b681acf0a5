import type { Message } from './message';
import { readOnlyBranch, type BranchReading } from './read-branch';
import { type DocumentReading, readFoundCedula } from './read-document';
import type { RucReading } from './read-ruc';
import { readRuc } from '../ruc';
import type { Found } from './assign-numbers';

/** What counts beside the asked field: once that was answered any number that fits, before that labelled ones alone. */
export type Beside = 'fitting' | 'labelled';

/** A cédula in the answer to another question. */
export function documentBeside({ document }: Message, beside: Beside): DocumentReading | undefined {
  const digits = clearDigits(document, beside);
  return digits === undefined ? undefined : unlessRefused(readFoundCedula(digits));
}

/** A RUC in the answer to another question. */
export function rucBeside({ ruc }: Message, beside: Beside): RucReading | undefined {
  const digits = clearDigits(ruc, beside);
  return digits === undefined ? undefined : unlessRefused(readRuc(digits));
}

/** A branch in the answer to another question: labelled, or left over of a list of nothing but numbers with a RUC in it. */
export function branchBeside({ ruc, rest, style }: Message, beside: Beside): BranchReading | undefined {
  const isList = beside === 'fitting' && style === 'bare' && ruc.kind === 'found';
  const labelled = rest.filter(({ label }) => label === 'branch');
  const chains = labelled.length === 0 && isList ? rest : labelled;
  return unlessRefused(readOnlyBranch(chains.flatMap(({ runs }) => runs)));
}

const clearDigits = (found: Found, beside: Beside): string | undefined =>
  found.kind === 'found' && (beside === 'fitting' || found.source === 'labelled') ? found.digits : undefined;

const unlessRefused = <R extends { readonly kind: string }>(reading: R): R | undefined =>
  reading.kind === 'refuse' ? undefined : reading;
