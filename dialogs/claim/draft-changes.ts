import { domesticClaim } from '../../src/domain/claim/claim';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimDraft } from './draft';

/** A domestic employer's number is made from a cédula: without one, whom the RUC belongs to must be asked again. */
export const switchToForeigner = (draft: ClaimDraft): ClaimDraft => ({
  ...clearAnswer(draft.employer === 'domestic' ? clearAnswer(draft, 'ruc') : draft, 'document'),
  documentKind: 'foreigner',
});

/** The draft before this answer. Taking back the RUC of a domestic employer takes back that it is one. */
export function clearAnswer(draft: ClaimDraft, field: ClaimField): ClaimDraft {
  const rest = { ...draft, refusedOnce: undefined, offer: undefined };
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

/** A domestic employer's number is the cédula and 000, its branch 0001 (official procedure, note to step 4). */
export function fillDomesticNumbers(draft: ClaimDraft): ClaimDraft {
  if (draft.employer !== 'domestic' || draft.document?.kind !== 'cedula') return draft;
  const { branch, ruc } = domesticClaim(draft.document.number);
  return { ...draft, ruc, branch, doubts: draft.doubts.filter((doubt) => doubt !== 'ruc') };
}
