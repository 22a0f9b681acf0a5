import type { Pool } from 'pg';
import type { CredentialDirectory } from '../../../ports/registry/credential-directory';
import type { EmployerRegistry } from '../../../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../../../ports/security/access-key-hasher';
import { createPostgresCredentialDirectory } from './credential-directory';
import { createPostgresEmployerRegistry } from './employer-registry';
import { orUnavailable } from '../or-unavailable';

export interface PostgresEmployers extends EmployerRegistry, CredentialDirectory {
  /** Whether the database answers. @throws Unavailable */
  ping(): Promise<void>;
}

/** Employers and their keys in the reference schema, for pilots; `migrate` makes it. */
export const createPostgresEmployers = (pool: Pool, hasher: AccessKeyHasher): PostgresEmployers => ({
  ...createPostgresEmployerRegistry(pool),
  ...createPostgresCredentialDirectory(pool, hasher),
  async ping() {
    await orUnavailable(pool.query('SELECT 1'));
  },
});
