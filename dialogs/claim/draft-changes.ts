import { domesticClaim } from '../../src/domain/claim/claim';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimDraft } from './draft';

/** Clears the RUC of a domestic employer as well, because it was derived from the cédula. */
export const switchToForeigner = (draft: ClaimDraft): ClaimDraft => ({
  ...clearAnswer(draft.employer === 'domestic' ? clearAnswer(draft, 'ruc') : draft, 'document'),
  documentKind: 'foreigner',
});

/** Returns the draft without this answer. Clearing the RUC of a domestic employer makes it a business again. */
export function clearAnswer(draft: ClaimDraft, field: ClaimField): ClaimDraft {
  const rest = { ...draft, refusedOnce: undefined, rucRefusedOnce: undefined, part: undefined, offer: undefined };
  switch (field) {
    case 'document':
      return { ...rest, document: undefined, doubts: draft.doubts.filter((doubt) => doubt !== 'document') };
    case 'ruc':
      return {
        ...rest,
        ruc: undefined,
        branch: draft.employer === 'domestic' ? undefined : draft.branch,
        employer: 'business',
        doubts: draft.doubts.filter((doubt) => doubt !== 'ruc'),
      };
    case 'branch':
      return { ...rest, branch: undefined };
  }
}

/** Makes the person a domestic employer. RUC and branch are derived, so neither is asked for anew. */
export const makeDomestic = (draft: ClaimDraft): ClaimDraft =>
  fillDomesticNumbers({
    ...draft,
    documentKind: 'cedula',
    employer: 'domestic',
    correcting: draft.correcting === 'document' ? 'document' : undefined,
  });

/** Derives the RUC of a domestic employer, the cédula and 000, and its branch 0001 (docs/procedure.md#domestic-employers). */
export function fillDomesticNumbers(draft: ClaimDraft): ClaimDraft {
  if (draft.employer !== 'domestic' || draft.document === undefined) return draft;
  // Domestic service needs a cédula: the numbers that were derived from the old one are void.
  if (draft.document.kind === 'foreigner') return clearAnswer(draft, 'ruc');
  const { branch, ruc } = domesticClaim(draft.document.number);
  return { ...draft, ruc, branch, doubts: draft.doubts.filter((doubt) => doubt !== 'ruc') };
}
