import { migrate } from './adapters/postgres/migrate';
import { grantToService, type ServiceRole } from './adapters/postgres/service-role';
import { systemRandom } from './adapters/system/random';
import { readCommandConfig } from './config';
import type { Sensitive } from './domain/sensitive';

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
    await grantToService(owner, roleOf(expose(config.databaseUrl)), systemRandom);
    process.stdout.write('The database is up to date, and the role of the service may use it.\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'It failed.'}\n`);
    process.exitCode = 1;
  }
}

/** Both were required. */
function expose(url: Sensitive<string> | undefined): string {
  return url?.expose() ?? '';
}

function roleOf(url: string): ServiceRole {
  const { password, username } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
