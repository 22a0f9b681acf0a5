import type { Branch } from '../../domain/claim/branch';
import type { IdentityDocument } from '../../domain/claim/identity-document';
import type { Ruc } from '../../domain/claim/ruc';

export interface AuthorisedPersons {
  /** Returns the persons who may act for this branch of the employer; none for an unknown branch. @throws Unavailable */
  find(ruc: Ruc, branch: Branch): Promise<readonly IdentityDocument[]>;
}
