import type { Pool } from 'pg';
import type { CredentialDirectory } from '../../../ports/registry/credential-directory';
import type { EmployerRegistry } from '../../../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../../../ports/security/access-key-hasher';
import { createPostgresCredentialDirectory } from './credential-directory';
import { createPostgresEmployerRegistry } from './employer-registry';
import { orPostgresUnavailable } from '../or-unavailable';

export interface PostgresEmployers extends EmployerRegistry, CredentialDirectory {
  /** Resolves when the database answers. @throws Unavailable */
  ping(): Promise<void>;
}

/** Reads employers and changes their keys in the pilot's reference schema, which `migrate` creates. */
export const createPostgresEmployers = (pool: Pool, hasher: AccessKeyHasher): PostgresEmployers => ({
  ...createPostgresEmployerRegistry(pool),
  ...createPostgresCredentialDirectory(pool, hasher),
  async ping() {
    await orPostgresUnavailable(pool.query('SELECT 1'));
  },
});
