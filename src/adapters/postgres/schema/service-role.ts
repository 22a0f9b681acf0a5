import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { SECOND } from '../../../domain/time';
import type { Random } from '../../../ports/system';
import { orPostgresUnavailable } from '../or-unavailable';
import { scramVerifier } from './scram-verifier';
import { withClient } from '../with-client';

export interface ServiceRole {
  readonly name: string;
  readonly password: string;
}

/** The rights of the service: it changes neither tables nor rows of the audit trail. */
const grantStatements = (role: string): string => `
  GRANT SELECT ON schema_migration, authorised_person TO ${role};
  GRANT SELECT, UPDATE (key_hash, credential_version) ON employer_account TO ${role};
  GRANT SELECT, DELETE ON account_session TO ${role};
  GRANT SELECT, INSERT ON audit_event TO ${role};
  GRANT SELECT, INSERT, UPDATE ON audit_mark TO ${role};
  GRANT EXECUTE ON FUNCTION drop_audit_events TO ${role};`;

/** An arbitrary number that identifies this lock. */
const LOCK = 730_416_001;

/** Selects whether the role is a superuser or owns the tables: grants would not restrict it. */
const OWNS_TABLES = `
  SELECT rolsuper OR EXISTS (SELECT FROM pg_class WHERE relname = 'employer_account' AND relowner = role.oid) AS owns_tables
    FROM pg_roles AS role WHERE rolname = $1`;

/**
 * Creates or updates the service's role in a migrated database: its password and its rights. Idempotent.
 * @param ownerUrl logs in as the owner of the tables @throws Unavailable @throws Error when the role owns them itself
 */
export const setUpServiceRole = (ownerUrl: string, role: ServiceRole, random: Random): Promise<void> =>
  withClient(
    { connectionString: ownerUrl, application_name: 'key-recovery roles', statement_timeout: 60 * SECOND },
    (client) => setUp(client, role, random),
  );

async function setUp(client: Client, { name, password }: ServiceRole, random: Random): Promise<void> {
  const role = escapeIdentifier(name);
  // Processes that start together may run this at once.
  await orPostgresUnavailable(client.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK});`));
  const found = await orPostgresUnavailable(client.query<{ owns_tables: boolean }>(OWNS_TABLES, [name]));
  if (found.rows[0]?.owns_tables) throw new Error('The role of the service may not be one that owns the tables.');
  const verifier = escapeLiteral(scramVerifier(password, Buffer.from(random.token(16), 'base64url')));
  const keyword = found.rows.length === 0 ? 'CREATE' : 'ALTER';
  await orPostgresUnavailable(
    client.query(`${keyword} ROLE ${role} LOGIN PASSWORD ${verifier}; ${grantStatements(role)} COMMIT;`),
  );
}
