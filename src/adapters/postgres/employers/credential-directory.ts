import type { Pool } from 'pg';
import type { CredentialDirectory, AccessKeyHash } from '../../../ports/registry/credential-directory';
import type { AccessKeyHasher } from '../../../ports/security/access-key-hasher';
import { orPostgresUnavailable } from '../or-unavailable';

/** One statement and so one transaction: a concurrent change waits for the row's lock, finds a newer version and changes nothing. */
const SET_KEY = `
  WITH changed AS (
    UPDATE employer_account
       SET key_hash = $3, credential_version = credential_version + 1
     WHERE id = $1 AND credential_version = $2
    RETURNING id
  ), revoked AS (
    DELETE FROM account_session USING changed WHERE account_session.account = changed.id
  )
  SELECT id FROM changed`;

const KEY_IN_FORCE = 'SELECT key_hash FROM employer_account WHERE id = $1';

export const createPostgresCredentialDirectory = (pool: Pool, hasher: AccessKeyHasher): CredentialDirectory => ({
  async setKey({ employer, hash, expectedVersion }) {
    const { rows } = await orPostgresUnavailable(pool.query(SET_KEY, [employer, expectedVersion, hash]));
    return rows.length === 1 ? 'changed' : 'stale';
  },

  async isCurrentKey(employer, key) {
    const { rows } = await orPostgresUnavailable(
      pool.query<{ key_hash: AccessKeyHash | null }>(KEY_IN_FORCE, [employer]),
    );
    const hash = rows[0]?.key_hash;
    return hash ? hasher.matches(hash, key) : false;
  },
});
