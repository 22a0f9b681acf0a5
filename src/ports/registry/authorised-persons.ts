import type { Branch } from '../../domain/claim/branch';
import type { IdentityDocument } from '../../domain/claim/identity-document';
import type { Ruc } from '../../domain/claim/ruc';

export interface AuthorisedPersons {
  /** Who may act for this branch of the employer; nobody where there is no such one. @throws Unavailable */
  find(ruc: Ruc, branch: Branch): Promise<readonly IdentityDocument[]>;
}
