import type { InPersonGuide } from '../../src/i18n/in-person-guide';
import { documentNumber } from '../../src/domain/claim/identity-document';
import { MAIN_BRANCH } from '../../src/domain/claim/branch';
import type { ClaimDraft } from '../claim/draft';

/** What the form for the claim holds: texts as the person left them, so that whatever could not be taken is shown again. */
export interface ClaimFormValues {
  readonly documentKind: 'cedula' | 'foreigner';
  readonly employer: 'business' | 'domestic';
  readonly document: string;
  readonly ruc: string;
  readonly branch: string;
}

/** What a channel that shows cards gets beside the text. The text is enough without it. */
export type Card =
  | { readonly kind: 'claim'; readonly entry: ClaimFormValues }
  | { readonly kind: 'code'; readonly length: number }
  | ({ readonly kind: 'in-person' } & ReturnType<InPersonGuide>);

/** The form with all that is known. */
export const claimCard = ({ branch, document, documentKind, employer, refusedOnce, ruc }: ClaimDraft): Card => ({
  kind: 'claim',
  entry: {
    documentKind,
    employer,
    document: document === undefined ? (refusedOnce ?? '') : documentNumber(document),
    // A domestic employer's follows from the cédula.
    ruc: employer === 'domestic' ? '' : (ruc ?? ''),
    branch: branch ?? MAIN_BRANCH,
  },
});
