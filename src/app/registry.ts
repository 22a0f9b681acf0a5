import { demoEmployers } from '../adapters/memory/demo-employers';
import { createMemoryEmployers } from '../adapters/memory/employer-registry';
import { createPostgresEmployers } from '../adapters/postgres/employers/employers';
import { migrate } from '../adapters/postgres/schema/migrate';
import { createPool } from '../adapters/postgres/pool';
import type { Config } from '../config/config';
import { documentNumber } from '../domain/claim/identity-document';
import type { Dependency } from '../http/routes/health';
import type { DemoEmployerRow } from '../http/routes/widget/demo-section';
import type { CredentialDirectory } from '../ports/registry/credential-directory';
import type { EmployerRegistry } from '../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../ports/security/access-key-hasher';

export interface Registry {
  readonly dependencies: readonly Dependency[];
  close(): Promise<void>;
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
  /** The demo employers that testers may claim to act for; absent with a real registry. */
  readonly demo?: readonly DemoEmployerRow[];
}

/** Opens the pilot's database and migrates its schema. Without `DATABASE_URL` it serves the demo employers. */
export async function openRegistry({ databaseUrl }: Config, hasher: AccessKeyHasher): Promise<Registry> {
  if (databaseUrl === undefined) {
    const demo = createMemoryEmployers({ employers: demoEmployers, hasher });
    return {
      employers: demo,
      credentials: demo,
      demo: demoEmployers.map(({ claim: { branch, document, ruc }, shows }) => ({
        document: documentNumber(document),
        ruc,
        branch,
        shows,
      })),
      dependencies: [],
      close: () => Promise.resolve(),
    };
  }
  await migrate(databaseUrl.expose());
  const pool = createPool(databaseUrl.expose());
  const employers = createPostgresEmployers(pool, hasher);
  return {
    employers,
    credentials: employers,
    dependencies: [{ name: 'employer-registry', check: () => employers.ping() }],
    close: () => pool.end(),
  };
}
