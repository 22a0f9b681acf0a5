import type { Pool } from 'pg';
import { parseEmailAddress } from '../../../domain/mail/email-address';
import type { EmployerId, EmployerRecord, RucState } from '../../../domain/employer/employer';
import { documentNumber } from '../../../domain/claim/identity-document';
import type { EmployerRegistry } from '../../../ports/registry/employer-registry';
import { orPostgresUnavailable } from '../or-unavailable';

interface Row {
  readonly id: EmployerId;
  readonly legal_name: string;
  readonly mailbox: string | null;
  readonly ruc_state: RucState;
  readonly key: EmployerRecord['key'];
  readonly credential_version: number;
}

const FIND = `
  SELECT account.id, legal_name, mailbox, ruc_state, credential_version,
         CASE WHEN key_hash IS NULL THEN 'never-issued' ELSE 'issued' END AS key
    FROM employer_account AS account
    JOIN authorised_person AS person ON person.account = account.id
   WHERE ruc = $1 AND branch = $2 AND document_kind = $3 AND document_number = $4`;

export const createPostgresEmployerRegistry = (pool: Pool): EmployerRegistry => ({
  async find({ document, ruc, branch }) {
    const values = [ruc, branch, document.kind, documentNumber(document)];
    const { rows } = await orPostgresUnavailable(pool.query<Row>(FIND, values));
    return rows[0] && record(rows[0]);
  },
});

function record(row: Row): EmployerRecord {
  const mailbox = parseEmailAddress(row.mailbox ?? '');
  return {
    id: row.id,
    // The column allows no null, so an empty text stands for a missing name.
    legalName: row.legal_name.trim() === '' ? undefined : row.legal_name,
    mailbox: mailbox.ok ? mailbox.value : undefined,
    rucState: row.ruc_state,
    key: row.key,
    credentialVersion: row.credential_version,
  };
}
