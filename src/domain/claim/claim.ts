import { type Branch, MAIN_BRANCH } from './branch';
import type { Cedula } from './cedula';
import { documentNumber, type IdentityDocument } from './identity-document';
import { domesticRuc, type Ruc } from './ruc';

/** The person who asks, and the employer for whom they ask. The procedure looks up all three values together. */
export interface Claim {
  readonly document: IdentityDocument;
  readonly ruc: Ruc;
  readonly branch: Branch;
}

/** Returns the claim of a domestic employer: the RUC is the cédula and 000, the branch 0001 (docs/procedure.md#domestic-employers). */
export const domesticClaim = (cedula: Cedula): Claim => ({
  document: { kind: 'cedula', number: cedula },
  ruc: domesticRuc(cedula),
  branch: MAIN_BRANCH,
});

/** Maps each claim to a string of its own, for MACs and look-ups. The string holds personal data in plain text. */
export const canonicalClaim = ({ document, ruc, branch }: Claim): string =>
  JSON.stringify([document.kind, documentNumber(document), ruc, branch]);
