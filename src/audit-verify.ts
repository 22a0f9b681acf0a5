import { checkAuditChain, type ChainFault, type ChainVerdict } from './adapters/postgres/audit-check';
import { createPool } from './adapters/postgres/pool';
import { createKeyRing } from './adapters/system/key-ring';
import { readCommandConfig } from './config';

const FAULTS: Readonly<Record<ChainFault, string>> = {
  'changed-row': 'row was changed',
  'missing-row': 'row is missing',
  'missing-end': 'row is missing, and all behind it',
  'changed-start': 'the mark of where the trail begins was changed',
  'changed-end': 'the mark of where the trail ends was changed',
  'unknown-key': 'signed by a key that SECRET_KEYS lacks',
};

void verify(process.argv[2]);

/** Follows the audit trail in the database. `known`: a number that it is known to have reached, from the log or an earlier run. */
async function verify(known = '0'): Promise<void> {
  try {
    if (!/^\d{1,15}$/.test(known)) throw new Error('The number that the trail had reached is one of digits.');
    const { databaseUrl, secretKeys } = readCommandConfig(['DATABASE_URL', 'SECRET_KEYS']);
    const pool = createPool(databaseUrl?.expose() ?? '');
    try {
      report(await checkAuditChain(pool, createKeyRing(secretKeys), Number(known)));
    } finally {
      await pool.end();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'It could not be checked.'}\n`);
    process.exitCode = 2;
  }
}

function report(verdict: ChainVerdict): void {
  switch (verdict.kind) {
    case 'holds':
      process.stdout.write(`The audit trail holds: ${verdict.rows} rows, up to number ${verdict.last}.\n`);
      return;
    case 'broken':
      process.stdout.write(`The audit trail is broken at number ${verdict.seq}: ${FAULTS[verdict.fault]}.\n`);
      process.exitCode = 1;
      return;
  }
}
