import { verifyAuditChain } from '../adapters/postgres/audit/verify-chain';
import type { ChainFault, ChainFinding, ChainVerdict, UnverifiableEntries } from '../adapters/postgres/audit/findings';
import { createPool } from '../adapters/postgres/pool';
import { createKeyRing } from '../adapters/system/key-ring';
import { readCommandConfig } from '../config/config';

const FAULTS: Readonly<Record<ChainFault, string>> = {
  'changed-row': 'the row, or the hash of the previous one, was changed',
  'missing-row': 'the row is missing',
  'missing-end': 'the row and all rows after it are missing',
  'changed-start': 'the mark of the first row was changed',
  'changed-end': 'the mark of the last row was changed',
};

void verify(process.argv[2]);

/** `npm run audit:verify`: verifies the audit trail in the database. `known` is a number it had reached by the log or an earlier run. */
async function verify(known = '0'): Promise<void> {
  try {
    if (!/^\d{1,15}$/.test(known)) throw new Error('The number that the trail had reached must be digits.');
    const { databaseUrl, secretKeys } = readCommandConfig(['DATABASE_URL', 'SECRET_KEYS']);
    const pool = createPool(databaseUrl?.expose() ?? '');
    try {
      report(await verifyAuditChain(pool, createKeyRing(secretKeys), Number(known)));
    } finally {
      await pool.end();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The audit trail could not be verified.'}\n`);
    process.exitCode = 2;
  }
}

/** Sets the exit code. 1: tampering found. 3: rows that cannot be verified because a key is missing. */
function report(verdict: ChainVerdict): void {
  switch (verdict.kind) {
    case 'intact':
      print(`No tampering found. Verified ${verdict.rows} rows, last number ${verdict.last}.`);
      return;
    case 'unchecked':
      print(`No tampering was found up to number ${verdict.last}, but some rows cannot be verified.`);
      printUnverifiable(verdict.unchecked);
      process.exitCode = 3;
      return;
    case 'broken':
      verdict.findings.forEach(printFinding);
      if (verdict.more > 0) print(`It is also broken at ${verdict.more} more places.`);
      if (verdict.unchecked) printUnverifiable(verdict.unchecked);
      process.exitCode = 1;
      return;
  }
}

const printFinding = ({ fault, seq, through = seq }: ChainFinding): void => {
  const place = through > seq ? `from number ${seq} to ${through}` : `at number ${seq}`;
  print(`The audit trail is broken ${place}: ${FAULTS[fault]}.`);
};

const printUnverifiable = ({ count, first }: UnverifiableEntries): void => {
  print(`Rows and marks signed by a key that SECRET_KEYS lacks: ${count}, the first at number ${first}.`);
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
