import { type Branch, MAIN_BRANCH } from './branch';
import type { Cedula } from './cedula';
import { documentNumber, type IdentityDocument } from './identity-document';
import { domesticRuc, type Ruc } from './ruc';

/** Who says to act for which employer: the procedure looks all three up together. */
export interface Claim {
  readonly document: IdentityDocument;
  readonly ruc: Ruc;
  readonly branch: Branch;
}

/** What the procedure's note says for domestic service: cédula and 000, branch 0001. */
export const domesticClaim = (cedula: Cedula): Claim => ({
  document: { kind: 'cedula', number: cedula },
  ruc: domesticRuc(cedula),
  branch: MAIN_BRANCH,
});

/** One string for each claim and one claim for each string, for MACs and look-ups. Personal data as it stands. */
export const canonicalClaim = ({ document, ruc, branch }: Claim): string =>
  JSON.stringify([document.kind, documentNumber(document), ruc, branch]);
