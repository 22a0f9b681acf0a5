import { Client } from 'pg';
import { demoAccessKey, type DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import { documentNumber } from '../../../src/domain/claim/identity-document';
import type { AccessKeyHash } from '../../../src/ports/registry/credential-directory';
import type { AccessKeyHasher } from '../../../src/ports/security/access-key-hasher';

export interface EmployerSeed {
  readonly employers: readonly DemoEmployer[];
  readonly hasher: AccessKeyHasher;
}

/** Replaces all employers of a migrated database by these. Each one with a key gets the demo key. */
export async function seedEmployers(databaseUrl: string, { employers, hasher }: EmployerSeed): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const hash = await hasher.hash(demoAccessKey);
    await client.query('TRUNCATE employer_account CASCADE');
    for (const employer of employers) await insert(client, employer, hash);
  } finally {
    await client.end();
  }
}

const INSERT = `
  WITH account AS (
    INSERT INTO employer_account (ruc, branch, legal_name, mailbox, ruc_state, key_hash, credential_version)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    RETURNING id
  )
  INSERT INTO authorised_person (account, document_kind, document_number) SELECT id, $8, $9 FROM account`;

async function insert(client: Client, employer: DemoEmployer, demoHash: AccessKeyHash): Promise<void> {
  const { ruc, branch, document } = employer.claim;
  const [hash, version] = employer.key === 'issued' ? [demoHash, 1] : [null, 0];
  const account = [ruc, branch, employer.legalName ?? '', employer.mailbox, employer.rucState, hash, version];
  await client.query(INSERT, [...account, document.kind, documentNumber(document)]);
}
