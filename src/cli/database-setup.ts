import { migrate } from '../adapters/postgres/schema/migrate';
import { setUpServiceRole, type ServiceRole } from '../adapters/postgres/schema/service-role';
import { systemRandom } from '../adapters/system/random';
import { readCommandConfig } from '../config/config';
import type { Sensitive } from '../domain/sensitive';
import { Unavailable } from '../ports/errors';

void setUp();

/**
 * Brings the database up to date as the role that owns its tables, and lets the role of `DATABASE_URL` do there what the service does,
 * under the password that stands there. Before each start of a new version; safe to repeat.
 */
async function setUp(): Promise<void> {
  try {
    const config = readCommandConfig(['DATABASE_OWNER_URL', 'DATABASE_URL']);
    const owner = expose(config.databaseOwnerUrl);
    await migrate(owner);
    await setUpServiceRole(owner, roleOf(expose(config.databaseUrl)), systemRandom);
    process.stdout.write('The database is up to date, and the role of the service may use it.\n');
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** What the database says in a code, for those who have just typed its address. */
const HINTS: Readonly<Record<string, string>> = {
  '28P01': 'it does not take this password',
  '28000': 'it does not let this role in',
  '3D000': 'it has no database of this name',
  ECONNREFUSED: 'nothing listens at this address',
  ENOTFOUND: 'there is no such host',
};

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It failed.';
  if (!(error instanceof Unavailable) || !(error.cause instanceof Error)) return error.message;
  const code = error.cause.message;
  return `The database of DATABASE_OWNER_URL: ${HINTS[code] ?? 'it is unavailable'} (${code}).`;
}

/** Both were required. */
function expose(url: Sensitive<string> | undefined): string {
  return url?.expose() ?? '';
}

function roleOf(url: string): ServiceRole {
  const { password, username } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
