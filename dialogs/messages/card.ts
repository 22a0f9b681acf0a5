import type { InPersonGuide } from '../../src/i18n/in-person-guide';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ClaimDraft } from '../claim/draft';

/** Values of the claim form, as the person typed them, so that the form can show a rejected value again. */
export interface ClaimFormValues {
  readonly documentKind: 'cedula' | 'foreigner';
  readonly employer: 'business' | 'domestic';
  readonly document: string;
  readonly ruc: string;
  readonly branch: string;
}

/** Card that a message has on channels that show cards. The text alone is sufficient without it. */
export type Card =
  | { readonly kind: 'claim'; readonly entry: ClaimFormValues }
  | { readonly kind: 'code'; readonly length: number }
  | ({ readonly kind: 'in-person' } & ReturnType<InPersonGuide>);

/** Returns the claim form, prefilled with the draft. */
export const claimCard = ({ branch, document, documentKind, employer, refusedOnce, ruc }: ClaimDraft): Card => ({
  kind: 'claim',
  entry: {
    documentKind,
    employer,
    document: document === undefined ? (refusedOnce ?? '') : documentNumber(document),
    // The RUC of a domestic employer is derived from the cédula.
    ruc: employer === 'domestic' ? '' : (ruc ?? ''),
    branch: branch ?? MAIN_BRANCH,
  },
});
