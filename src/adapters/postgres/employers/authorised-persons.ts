import type { Pool } from 'pg';
import type { Cedula } from '../../../domain/claim/cedula';
import type { ForeignerCode } from '../../../domain/claim/foreigner-code';
import type { IdentityDocument } from '../../../domain/claim/identity-document';
import type { AuthorisedPersons } from '../../../ports/registry/authorised-persons';
import { orPostgresUnavailable } from '../or-unavailable';

interface Row {
  readonly document_kind: IdentityDocument['kind'];
  readonly document_number: string;
}

const PERSONS = `
  SELECT document_kind, document_number
    FROM authorised_person AS person
    JOIN employer_account AS account ON account.id = person.account
   WHERE ruc = $1 AND branch = $2
   ORDER BY document_kind, document_number`;

export const createPostgresAuthorisedPersons = (pool: Pool): AuthorisedPersons => ({
  async find(ruc, branch) {
    const { rows } = await orPostgresUnavailable(pool.query<Row>(PERSONS, [ruc, branch]));
    return rows.map(toDocument);
  },
});

function toDocument({ document_kind: kind, document_number: number }: Row): IdentityDocument {
  switch (kind) {
    case 'cedula':
      return { kind, number: number as Cedula };
    case 'foreigner':
      return { kind, code: number as ForeignerCode };
  }
}
