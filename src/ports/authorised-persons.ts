import type { Branch } from '../domain/branch';
import type { IdentityDocument } from '../domain/identity-document';
import type { Ruc } from '../domain/ruc';

export interface AuthorisedPersons {
  /** Who may act for this branch of the employer; nobody where there is no such one. @throws Unavailable */
  of(ruc: Ruc, branch: Branch): Promise<readonly IdentityDocument[]>;
}
