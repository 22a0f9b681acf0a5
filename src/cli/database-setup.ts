import { migrate } from '../adapters/postgres/schema/migrate';
import { setUpServiceRole, type ServiceRole } from '../adapters/postgres/schema/service-role';
import { systemRandom } from '../adapters/system/random';
import { readCommandConfig } from '../config/config';
import type { Sensitive } from '../domain/sensitive';
import { Unavailable } from '../ports/errors';

void setUp();

/**
 * `npm run database:setup`: migrates the database as the role that owns its tables, and creates or updates the service's role with the
 * name and password of `DATABASE_URL`. Run it before each start of a new version; it is idempotent.
 */
async function setUp(): Promise<void> {
  try {
    const config = readCommandConfig(['DATABASE_OWNER_URL', 'DATABASE_URL']);
    const owner = expose(config.databaseOwnerUrl);
    await migrate(owner);
    await setUpServiceRole(owner, roleOf(expose(config.databaseUrl)), systemRandom);
    process.stdout.write('The database is up to date, and the role of the service may use it.\n');
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}

/** Explains the codes of PostgreSQL and of the network that a mistyped address causes. */
const HINTS: Readonly<Record<string, string>> = {
  '28P01': 'it rejects the password',
  '28000': 'it rejects the role',
  '3D000': 'it has no database of this name',
  ECONNREFUSED: 'no server listens at this address',
  ENOTFOUND: 'the host does not exist',
};

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'The setup failed.';
  if (!(error instanceof Unavailable) || !(error.cause instanceof Error)) return error.message;
  const code = error.cause.message;
  return `The database of DATABASE_OWNER_URL: ${HINTS[code] ?? 'it is unavailable'} (${code}).`;
}

/** `readCommandConfig` has required the setting. */
function expose(url: Sensitive<string> | undefined): string {
  return url?.expose() ?? '';
}

function roleOf(url: string): ServiceRole {
  const { password, username } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
